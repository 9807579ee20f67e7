import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const root = resolve(import.meta.dirname, '../..');
export const bin = join(root, 'src/cli/bin.ts');
/** What one program has compiled of the sources another one need not: it starts in half the time. */
const compiled = join(root, 'node_modules/.cache/perilune-compiled');

export interface ProgramOptions {
  /** The folder that it runs in. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
  /** What it is given for stdin, stdout and stderr; nothing to read and two pipes when left out. */
  readonly stdio?: StdioOptions;
  /** What starts it instead of the system: a program and its first arguments. */
  readonly starter?: readonly string[];
}

/** How a program ended, and all that it wrote. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real program in a process of its own, which does not outlive the test. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(words: readonly string[], options: ProgramOptions) {
    const { folder, env, nodeFlags = [], starter = [] } = options;
    const { stdio = ['ignore', 'pipe', 'pipe'] } = options;
    const [program = '', ...rest] = [...starter, process.execPath, ...nodeFlags, bin, ...words];
    this.child = spawn(program, rest, {
      cwd: folder,
      env: { ...bareEnvironment(), NODE_COMPILE_CACHE: compiled, NO_COLOR: '1', ...env },
      stdio,
    });
    this.child.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.child.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
    onTestFinished(async () => {
      this.child.kill('SIGKILL');
      await this.ended;
    });
  }

  /** Resolves when the program has written the text. */
  async writes(stream: 'stdout' | 'stderr', text: string | RegExp): Promise<void> {
    const isThere = () =>
      typeof text === 'string' ? this[stream].includes(text) : text.test(this[stream]);
    while (!isThere()) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`it ended without: ${String(text)}\n${this.stdout}${this.stderr}`);
      }
      await Promise.race([
        once(this.child[stream] as NonNullable<ChildProcess['stdout']>, 'data'),
        this.ended,
      ]);
    }
  }

  /** Resolves when it has ended. */
  async end(): Promise<Ended> {
    const code = await this.ended;
    return { code, stdout: this.stdout, stderr: this.stderr };
  }
}

/** Nothing of the account that the tests are run by. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const {
    LUNANODE_API_ID: _id,
    LUNANODE_API_KEY: _key,
    LUNANODE_API_URL: _url,
    ...env
  } = process.env;
  return env;
}
