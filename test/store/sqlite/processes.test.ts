import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { systemProcesses } from '../../../src/store/sqlite/processes.ts';

const processes = systemProcesses((pid, signal) => process.kill(pid, signal));
const isLinux = process.platform === 'linux';

test('a process has the same mark whenever one asks', () => {
  const mark = processes.markOf(process.pid);
  expect(mark).not.toBeNull();
  expect(processes.markOf(process.pid)).toBe(mark);
});

test('a process that has ended has no mark', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const pid = child.pid ?? 0;
  await once(child, 'exit');
  expect(processes.markOf(pid)).toBeNull();
});

test.runIf(isLinux)('processes that were started at different moments differ', async () => {
  const child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
  expect(processes.markOf(child.pid ?? 0)).toMatch(/^\d+$/);
  expect(processes.markOf(child.pid ?? 0)).not.toBe(processes.markOf(process.pid));
  child.kill();
});

test.runIf(isLinux)(
  'a process that has ended and that its parent does not reap has no mark',
  async () => {
    // The shell starts a child, tells its id, and becomes a program that never waits for it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 1000']);
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(pid).toBeGreaterThan(1);
    await vi.waitFor(() => expect(processes.markOf(pid)).toBeNull());
    parent.kill();
  },
);
