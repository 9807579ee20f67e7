import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { demoAccount } from '../../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../../src/providers/lunanode/simulator/demo-world.ts';
import type { FaultPlan } from '../../../src/providers/lunanode/simulator/fault-plan.ts';
import {
  startSimulator,
  type Simulator,
} from '../../../src/providers/lunanode/simulator/simulator.ts';
import { CliRig, type Aside } from '../cli-rig.ts';
import { canaries, canariesIn } from './canaries.ts';

/** What a server was asked, as it came in. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Told {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Buffer;
}

export interface StageOptions {
  /** Workflows as plain data, or any files as texts. */
  readonly files: Readonly<Record<string, object | string>>;
  readonly faults?: FaultPlan;
  /** What a server of somebody else answers; its address is in the variable `SERVER`. */
  readonly answer?: (asked: Asked) => Told;
  /** The environment, besides a secret for each canary. */
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
}

export interface Stage {
  readonly rig: CliRig;
  readonly simulator: Simulator;
  /** Address of the server. */
  readonly server: string;
  /** What the server was asked. */
  readonly asked: readonly Asked[];
  /** Runs a command line; whatever it writes is looked through. */
  run(...words: string[]): Promise<number>;
  /** The same while another one is at work. */
  aside(...words: string[]): Promise<Aside>;
  /** All that was written so far. */
  written(): string;
}

/** Each canary is the value of a secret: `NASTY`, `LINES` and so on. */
export const secretNames = ['NASTY', 'LINES', 'SHORT', 'DIGITS', 'FOREIGN'] as const;

export const secretValues: Readonly<Record<string, string>> = Object.fromEntries(
  secretNames.map((name) => [name, canaries[name.toLowerCase() as Lowercase<typeof name>]]),
);

/**
 * Plays a scene with canaries for secrets, and gives where one of them can be seen afterwards: in
 * what any command wrote, or in a file of the state folder.
 */
export async function leaksOf(
  options: StageOptions,
  scene: (stage: Stage) => Promise<void>,
): Promise<string[]> {
  const env: Record<string, string> = {
    LUNANODE_API_ID: demoAccount.apiId,
    LUNANODE_API_KEY: canaries.key,
    ...secretValues,
    ...options.env,
  };
  const { isTerminal = false } = options;
  using rig = new CliRig({ files: asTexts(options.files), env, isTerminal });
  await using simulator = await startSimulator({
    clock: rig.clock.serving,
    accounts: [{ apiId: demoAccount.apiId, apiKey: canaries.key }],
    seed: demoWorld,
    faults: options.faults ?? [],
  });
  await using server = await serve(options.answer ?? echo);
  env['LUNANODE_API_URL'] = simulator.url;
  const written: { readonly command: string; readonly text: string }[] = [];
  const note = (words: readonly string[], { stdout, stderr }: Pick<Aside, 'stdout' | 'stderr'>) => {
    const command = words.filter((word) => /^[\w.-]+$/.test(word)).join(' ');
    written.push({ command: `${command}: stdout`, text: stdout });
    written.push({ command: `${command}: stderr`, text: stderr });
  };
  const stage: Stage = {
    rig,
    simulator,
    server: server.url,
    asked: server.asked,
    async run(...words) {
      const code = await rig.run(...words);
      note(words, rig);
      return code;
    },
    async aside(...words) {
      const done = await rig.runAside(...words);
      note(words, done);
      return done;
    },
    written: () => written.map((each) => each.text).join('\n'),
  };
  await scene(stage);
  return [
    ...written.flatMap(({ command, text }) => leaksIn(command, text)),
    ...leaksInFolder(join(rig.folder, '.state')),
  ];
}

/** Where a canary can be seen in the files of a folder. */
export function leaksInFolder(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => leaksIn(name, readFileSync(join(folder, name))));
}

/** The server says what it was asked. */
export function echo(asked: Asked): Told {
  return { type: 'application/json', body: JSON.stringify(asked) };
}

function leaksIn(where: string, given: string | Buffer): string[] {
  return canariesIn(given).map((found) => `${where}: ${found}`);
}

function asTexts(files: StageOptions['files']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === 'string' ? file : JSON.stringify(file, null, 1),
    ]),
  );
}

interface Server extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

async function serve(answer: (asked: Asked) => Told): Promise<Server> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void text(request).then((body) => {
      const own = { method, url, headers, body };
      asked.push(own);
      const told = answer(own);
      response.writeHead(told.status ?? 200, { 'content-type': told.type ?? 'text/plain' });
      response.end(told.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
