import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Program, root, type ProgramOptions } from './program.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perilune-process-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(words: readonly string[], options: Partial<ProgramOptions> = {}): Program {
  return new Program(words, {
    folder,
    env: { PERILUNE_HOME: join(folder, 'home') },
    ...options,
  });
}

const long = `name: long
steps:
  - { id: wait, uses: time/sleep, with: { for: 1h } }
finally:
  - { id: tidy, uses: value/set, with: { done: true } }
`;

test('an older Node gets one line and no stack', async () => {
  const pretend =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.11.0"}})';
  const program = start(['--version'], { nodeFlags: ['--import', pretend] });
  expect(await program.ended).toBe(2);
  expect(program.stdout).toBe('');
  expect(program.stderr).toBe(
    'perilune needs Node.js 24 or newer; this is 20.11.0. See https://nodejs.org/en/download\n',
  );
});

test('provision runs against the simulated cloud, outputs on stdout', async () => {
  const file = join(root, 'workflows/provision.yaml');
  const program = start(['run', file, '--simulate', '--speed', '300']);
  expect(await program.ended).toBe(0);
  expect(JSON.parse(program.stdout)).toMatchObject({
    vm_id: expect.any(String),
    ip: expect.any(String),
  });
  expect(program.stderr).toContain('succeeded in');
});

test('SIGINT brings the run to an end; finally runs', async () => {
  writeFileSync(join(folder, 'long.yaml'), long);
  const program = start(['run', 'long.yaml']);
  await program.writes('stderr', 'started');
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr).toContain('press Ctrl-C again to leave at once');
  expect(program.stderr).toMatch(/tidy .*succeeded/);
});

test('a second SIGINT leaves at once, even from what does not end', async () => {
  const stubborn = `name: stubborn
steps:
  - { id: wait, uses: shell/run, with: { command: [sleep, '0.1'] } }
finally:
  - { id: tidy, uses: time/sleep, with: { for: 1h } }
`;
  writeFileSync(join(folder, 'stubborn.yaml'), stubborn);
  const program = start(['run', 'stubborn.yaml']);
  await program.writes('stderr', 'tidy');
  program.child.kill('SIGINT');
  await program.writes('stderr', 'press Ctrl-C again');
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
});

test('a reader that stops reading is no failure', async () => {
  const file = join(root, 'workflows/provision.yaml');
  const program = start(['plan', file, '--format', 'json']);
  program.child.stdout?.destroy();
  expect(await program.ended).toBe(0);
  expect(program.stderr).toBe('');
});

test('the simulator says how to reach it, logs what it is asked, and ends when told to', async () => {
  const program = start(['simulator']);
  await program.writes('stdout', 'LUNANODE_API_KEY=');
  const url = /LUNANODE_API_URL=(\S+)/.exec(program.stdout)?.[1] ?? '';
  const answer = await fetch(`${url}vm/list/`, {
    method: 'POST',
    body: new URLSearchParams({ req: '{}' }),
  });
  expect(await answer.json()).toMatchObject({ success: 'no' });
  await program.writes('stderr', 'vm/list');
  expect(program.stderr).toMatch(/vm\/list +refused/);
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('a port that is taken is said to be taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const program = start(['simulator', '--port', String(port)]);
  expect(await program.ended).toBe(2);
  expect(program.stderr).toContain(`port ${port} is taken`);
  server.close();
});
