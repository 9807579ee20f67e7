import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { demoIds } from '../../src/providers/lunanode/simulator/demo-world.ts';
import { Gate } from './gate.ts';
import type { Program } from './program.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * Creates a VM, waits until the gate is open, and gives the VM another name.
 *
 * @param every How often it looks: seldom, when a process is to stand still where it writes nothing.
 */
function creating(gate: Gate, every: '100ms' | '1s'): string {
  return `name: make
steps:
  - id: create
    uses: vm/create
    with: { hostname: 'web-\${{ run.id }}', plan_id: m.1, image_id: '362401' }
  - id: gate
    needs: [create]
    uses: http/request
    with: { url: '${gate.url}' }
    until: outputs.status == 200
    poll: { every: ${every}, timeout: 1h }
  - id: rename
    needs: [gate]
    uses: vm/rename
    with: { vm_id: '\${{ steps.create.outputs.vm_id }}', hostname: 'done-\${{ run.id }}' }
outputs: { vm: '\${{ steps.create.outputs.vm_id }}' }
`;
}

/** The id of the only run there is, or the newest. */
async function newestRun(stage: Stage): Promise<string> {
  const { stdout } = await stage.run('runs', '--format', 'json');
  return (JSON.parse(stdout) as { id: string }[])[0]?.id ?? '';
}

/** How many VMs there are whose names begin so. */
function vmsNamed({ simulator }: Stage, beginning: string): number {
  return simulator.snapshot().vms.filter(({ hostname: name }) => name.startsWith(beginning)).length;
}

function sent({ simulator }: Stage): string[] {
  return simulator.requests.map(({ action, outcome }) => `${action} ${outcome}`);
}

describe('two processes that resume a run at the same moment', () => {
  test('one goes on, the other says who has it, and nothing is created twice', async () => {
    const gate = await Gate.build();
    const stage = await openStage({ files: { 'w.yaml': creating(gate, '100ms') } });
    for (let round = 1; round <= 3; round += 1) {
      gate.isOpen = false;
      const owner = stage.start(['run', 'w.yaml']);
      stage.onRequest = ({ action }) => {
        if (action === 'vm/create') owner.child.kill('SIGKILL');
      };
      expect((await owner.end()).code).toBeNull();
      const run = await newestRun(stage);
      const [one, two] = [stage.start(['resume', run]), stage.start(['resume', run])];
      const loser = await Promise.race([one.ended.then(() => one), two.ended.then(() => two)]);
      const winner = loser === one ? two : one;
      expect(await loser.end()).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(
            `^perilune: the run ${run} is at work in process ${winner.child.pid} on ${hostname()} .*\`perilune cancel ${run}\` asks it to stop, \`--take-over\` takes it over\\n$`,
          ),
        ),
      });
      gate.isOpen = true;
      const { code, stdout } = await winner.end();
      expect([code, JSON.parse(stdout)]).toEqual([0, { vm: expect.any(String) }]);
      expect(vmsNamed(stage, 'done-')).toBe(round);
      expect(vmsNamed(stage, 'web-')).toBe(0);
    }
  });
});

describe('a process that stood still while another one went on with its run', () => {
  /** What there is to see of a run, from all sides. */
  async function traces(stage: Stage, gate: Gate) {
    const { stdout } = await stage.run('logs', 'last', '--format', 'ndjson');
    return { requests: sent(stage), asked: gate.requests, events: stdout.split('\n') };
  }

  /** It wakes: it ends by itself, says why, and leaves no trace. */
  async function wakeInVain(frozen: Program, stage: Stage, gate: Gate): Promise<void> {
    const run = await newestRun(stage);
    const before = await traces(stage, gate);
    expect(before.events.at(-2)).toContain('"run-succeeded"');
    frozen.child.kill('SIGCONT');
    const { code, stderr } = await frozen.end();
    expect(stderr).toContain(
      `perilune: another process goes on with the run ${run}\n` +
        `this process does nothing more for it; \`perilune logs ${run} --follow\` shows how it goes on\n`,
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
    expect(await traces(stage, gate)).toEqual(before);
  }

  async function stopBetweenLooks(stage: Stage): Promise<Program> {
    const owner = stage.start(['run', 'w.yaml', '--output', 'ndjson']);
    await owner.writes('stdout', '"observed"');
    owner.child.kill('SIGSTOP');
    return owner;
  }

  test('between two looks, and is shut out', async () => {
    const gate = await Gate.build();
    const stage = await openStage({ files: { 'w.yaml': creating(gate, '1s') } });
    const frozen = await stopBetweenLooks(stage);
    const refused = await stage.run('resume', 'last');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('is at work') });
    gate.isOpen = true;
    expect((await stage.run('resume', 'last', '--take-over')).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
    expect(vmsNamed(stage, 'done-')).toBe(1);
  });

  test('for so long that it counts as gone', async () => {
    const gate = await Gate.build();
    const stage = await openStage({ files: { 'w.yaml': creating(gate, '1s') } });
    const frozen = await stopBetweenLooks(stage);
    const database = new DatabaseSync(join(stage.home, 'journal.db'));
    database.exec('UPDATE runs SET heard_at = heard_at - 60000');
    database.close();
    expect((await stage.run('runs')).stdout).toContain('interrupted');
    gate.isOpen = true;
    expect((await stage.run('resume', 'last')).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
  });

  test('while a create is out, whose answer comes in the meantime', async () => {
    const gate = await Gate.build();
    gate.isOpen = true;
    const stage = await openStage({ files: { 'w.yaml': creating(gate, '1s') } });
    const frozen = stage.start(['run', 'w.yaml']);
    const isOut = Promise.withResolvers<void>();
    stage.onRequest = ({ action }) => {
      if (action !== 'vm/create') return;
      frozen.child.kill('SIGSTOP');
      isOut.resolve();
    };
    await isOut.promise;
    const { code, stderr } = await stage.run('resume', 'last', '--take-over');
    expect([code, stderr]).toEqual([0, expect.stringContaining('adopted')]);
    await wakeInVain(frozen, stage, gate);
    expect(vmsNamed(stage, 'done-')).toBe(1);
    expect(vmsNamed(stage, 'web-')).toBe(0);
  });

  test('while a call waits for its turn, which it never gets', async () => {
    const vms = [demoIds.blueVm, demoIds.appVm, demoIds.cacheVm, demoIds.oldVm, demoIds.databaseVm];
    const fleet = `name: fleet
steps:
  - id: rename
    uses: vm/rename
    foreach: "\${{ ['${vms.join("', '")}'] }}"
    with: { vm_id: '\${{ item }}', hostname: 'done-\${{ index }}' }
`;
    const gate = await Gate.build();
    const stage = await openStage({ files: { 'w.yaml': fleet } });
    const frozen = stage.start(['run', 'w.yaml', '--output', 'ndjson']);
    // The last one waits for the clock, which its nonce may not run ahead of.
    await frozen.writes('stdout', /"step-succeeded".*"item":3/);
    frozen.child.kill('SIGSTOP');
    expect(stage.simulator.requests).toHaveLength(4);
    expect((await stage.run('resume', 'last', '--take-over')).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
    expect(stage.simulator.requests).toHaveLength(5);
    expect(vmsNamed(stage, 'done-')).toBe(5);
  });

  test('in a sub-workflow, between two looks', async () => {
    const gate = await Gate.build();
    const outer = `name: outer
steps:
  - { id: inner, uses: workflow/run, with: { file: w.yaml } }
  - id: after
    needs: [inner]
    uses: vm/rename
    with: { vm_id: '${demoIds.appVm}', hostname: after }
`;
    const stage = await openStage({
      files: { 'outer.yaml': outer, 'w.yaml': creating(gate, '1s') },
    });
    const frozen = stage.start(['run', 'outer.yaml', '--output', 'ndjson']);
    await frozen.writes('stdout', '"observed"');
    frozen.child.kill('SIGSTOP');
    gate.isOpen = true;
    expect((await stage.run('resume', 'last', '--take-over')).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
    expect(vmsNamed(stage, 'done-')).toBe(1);
  });

  test('in a sub-workflow, while a create of it is out', async () => {
    const gate = await Gate.build();
    gate.isOpen = true;
    const outer = `name: outer
steps:
  - { id: inner, uses: workflow/run, with: { file: w.yaml } }
`;
    const stage = await openStage({
      files: { 'outer.yaml': outer, 'w.yaml': creating(gate, '1s') },
    });
    const frozen = stage.start(['run', 'outer.yaml']);
    const isOut = Promise.withResolvers<void>();
    stage.onRequest = ({ action }) => {
      if (action !== 'vm/create') return;
      frozen.child.kill('SIGSTOP');
      isOut.resolve();
    };
    await isOut.promise;
    expect((await stage.run('resume', 'last', '--take-over')).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
    expect(vmsNamed(stage, 'done-')).toBe(1);
    expect(vmsNamed(stage, 'web-')).toBe(0);
  });

  test('while it waits for a person', async () => {
    const asking = `name: asks
steps:
  - { id: go_live, uses: approve/ask, with: { message: 'Go live?' } }
`;
    const gate = await Gate.build();
    const stage = await openStage({ files: { 'w.yaml': asking } });
    const frozen = stage.start(['run', 'w.yaml']);
    await frozen.writes('stderr', 'Go live?');
    // By the time that another program has started it waits indeed.
    expect((await stage.run('runs')).stdout).toContain('running');
    frozen.child.kill('SIGSTOP');
    const taken = stage.start(['resume', 'last', '--take-over']);
    await taken.writes('stderr', 'Go live?');
    expect((await stage.run('approve', 'last', 'go_live')).code).toBe(0);
    expect((await taken.end()).code).toBe(0);
    await wakeInVain(frozen, stage, gate);
  });
});
