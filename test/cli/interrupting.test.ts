import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Program } from './program.ts';
import { openStage, type Stage } from './stage.ts';

const asking = `name: asks
steps:
  - id: create
    uses: vm/create
    with: { hostname: 'web-\${{ run.id }}', plan_id: m.1, image_id: '362401' }
    undo: { uses: approve/ask, with: { message: 'Undo?' } }
  - { id: go_live, needs: [create], uses: approve/ask, with: { message: 'Go live?' } }
finally:
  - { id: tidy, uses: approve/ask, with: { message: 'Tidy?' } }
outputs: { by: '\${{ steps.go_live.outputs.by }}' }
`;

const cancelling = 'cancelling: what runs is brought to an end';

async function newestRun(stage: Stage): Promise<{ readonly id: string; readonly status: string }> {
  const { stdout } = await stage.run('runs', '--format', 'json');
  const [newest] = JSON.parse(stdout) as { id: string; status: string; isInterrupted: boolean }[];
  if (newest === undefined) throw new Error('there is no run');
  return { id: newest.id, status: newest.isInterrupted ? 'interrupted' : newest.status };
}

/** A program that carries a run on, once it asks. */
async function asked(stage: Stage, words: readonly string[], question: string): Promise<Program> {
  const program = stage.start(words);
  await program.writes('stderr', question);
  return program;
}

describe('a run that waits for nothing but a person', () => {
  test('is there until the answer comes', async () => {
    const stage = await openStage({ files: { 'w.yaml': asking } });
    const running = await asked(stage, ['run', 'w.yaml'], 'Go live?');
    const { stdout } = await stage.run('why', 'last', 'go_live');
    expect(stdout).toContain('it asks a person: Go live?');
    expect((await stage.run('approve', 'last', 'go_live')).code).toBe(0);
    await running.writes('stderr', 'Tidy?');
    expect((await stage.run('approve', 'last', 'tidy')).code).toBe(0);
    const { code, stdout: outputs } = await running.end();
    expect([code, JSON.parse(outputs)]).toEqual([0, { by: expect.any(String) }]);
  });
});

describe('Ctrl-C twice', () => {
  /** The second time it leaves at once, and says how to go on. */
  async function leave(stage: Stage, program: Program, first: string): Promise<void> {
    program.child.kill('SIGINT');
    await program.writes('stderr', `${first}; press Ctrl-C again to leave at once\n`);
    program.child.kill('SIGINT');
    const { code, stderr } = await program.end();
    const { id, status } = await newestRun(stage);
    expect(stderr.split('\n').at(-2)).toBe(
      `left as it is; \`perilune resume ${id}\` goes on with the run`,
    );
    expect([code, status]).toEqual([130, 'interrupted']);
  }

  test('leaves a run, one that is resumed, and one that is undone; all of them can be gone on with', async () => {
    const stage = await openStage({ files: { 'w.yaml': asking } });
    await leave(stage, await asked(stage, ['run', 'w.yaml'], 'Go live?'), cancelling);
    // It was cancelled by the first time already, and is in its `finally`.
    await leave(stage, await asked(stage, ['resume', 'last'], 'tidy'), cancelling);
    const resumed = stage.start(['resume', 'last']);
    await resumed.writes('stderr', 'tidy');
    expect((await stage.run('approve', 'last', 'tidy')).code).toBe(0);
    expect((await resumed.end()).code).toBe(130);
    await leave(
      stage,
      await asked(stage, ['undo', 'last'], 'Undo?'),
      'undoing is not cancelled: it goes on to its end',
    );
    const undoing = await asked(stage, ['resume', 'last'], 'Undo?');
    expect((await stage.run('approve', 'last', 'create')).code).toBe(0);
    expect((await undoing.end()).code).toBe(1);
    expect(await newestRun(stage)).toMatchObject({ status: 'undone' });
    expect(stage.simulator.requests).toHaveLength(1);
  });
});

describe('Ctrl-C', () => {
  test('ends a person’s waiting, and not what the run does', async () => {
    const stage = await openStage({ files: { 'w.yaml': asking } });
    const running = await asked(stage, ['run', 'w.yaml'], 'Go live?');
    const following = stage.start(['logs', 'last', '--follow']);
    await following.writes('stdout', 'Go live?');
    following.child.kill('SIGINT');
    expect(await following.end()).toMatchObject({ code: 130, stderr: '' });
    expect(await newestRun(stage)).toMatchObject({ status: 'running' });

    const waiting = stage.start(['cancel', 'last']);
    await waiting.writes('stderr', 'waiting until it has ended');
    await running.writes('stderr', 'Tidy?');
    waiting.child.kill('SIGINT');
    const { code, stderr } = await waiting.end();
    expect([code, stderr]).toEqual([
      130,
      expect.stringContaining('not waiting any more; the run is cancelled all the same\n'),
    ]);
    expect((await stage.run('approve', 'last', 'tidy')).code).toBe(0);
    expect((await running.end()).code).toBe(130);
    expect(await newestRun(stage)).toMatchObject({ status: 'cancelled' });
  });

  test.for([
    ['Ctrl-C', '\u0003', 'nothing was done'],
    ['Ctrl-D', '\u0004', 'nothing was done'],
    ['q', 'q\r', 'nothing was started'],
  ] as const)(
    '%s instead of an answer to a question starts nothing',
    async ([, key, says], { skip }) => {
      if (spawnSync('script', ['--version']).status !== 0) return skip('there is no script(1)');
      const stage = await openStage({ files: { 'w.yaml': asking } });
      const running = await asked(stage, ['run', 'w.yaml'], 'Go live?');
      running.child.kill('SIGKILL');
      await running.end();
      const terminal = stage.start(['run', 'w.yaml'], {
        starter: [
          'bash',
          '-c',
          'printf -v line "%q " "$@"; exec script --quiet --return --command "$line" /dev/null',
          'bash',
        ],
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      await terminal.writes('stdout', '[q]uit: ');
      terminal.child.stdin?.write(key);
      const { code, stdout } = await terminal.end();
      expect(stdout).toContain(`perilune: ${says}\r\n`);
      expect(stdout).not.toContain('mistake');
      expect(code).toBe(130);
      expect(stage.simulator.requests).toHaveLength(1);
    },
  );
});
