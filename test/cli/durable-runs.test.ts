import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliRig } from './cli-rig.ts';
import { asks, interruptAfter } from './interrupted.ts';
import { callsOf, onCloud } from './on-cloud.ts';

const create = `name: make
steps:
  - id: create
    uses: vm/create
    with: { hostname: 'web-\${{ run.id }}', plan_id: m.1, image_id: '362401' }
    await: active
    undo: true
finally:
  - { id: tidy, uses: value/set, with: { done: true } }
outputs: { vm: '\${{ steps.create.outputs.vm_id }}' }
`;

const failing = create.replace(
  'finally:',
  '  - { id: check, needs: [create], uses: assert/that, with: { that: false } }\nfinally:',
);

const plain = `name: plain
inputs: { who: { type: string, default: you } }
steps:
  - { id: first, uses: value/set, with: { text: 'hello \${{ inputs.who }}' } }
  - { id: second, needs: [first], uses: value/set, with: { text: bye } }
outputs: { text: '\${{ steps.first.outputs.text }}' }
`;

describe('a run that was interrupted', () => {
  test('goes on where it was, and nothing is created twice', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig, simulator }) => {
      await rig.run('run', 'w.yaml');
      const vm = JSON.parse(rig.stdout);
      const id = await interruptAfter(rig, asks('vm/create'));
      expect(await rig.run('resume', 'last')).toBe(0);
      expect(JSON.parse(rig.stdout)).toEqual(vm);
      expect(callsOf(simulator, 'vm/create')).toBe(1);
      expect(rig.stderr).toContain(`run ${id} of make goes on`);
    });
  });

  test('goes on with the workflow as it was, whatever became of the file', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml', '-i', 'who=me');
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    rmSync(join(rig.folder, 'w.yaml'));
    expect(await rig.run('resume', 'last')).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ text: 'hello me' });
  });

  test('finds its sub-workflows as they were', async () => {
    const parent = `name: parent
steps: [{ id: deploy, uses: workflow/run, with: { file: ./sub/w.yaml, inputs: { who: all } } }]
outputs: { text: '\${{ steps.deploy.outputs.text }}' }
`;
    using rig = new CliRig({ files: { 'p.yaml': parent, 'sub/w.yaml': plain } });
    await rig.run('run', 'p.yaml');
    await interruptAfter(rig, asks('workflow/run'));
    writeFileSync(join(rig.folder, 'sub/w.yaml'), 'name: broken\nsteps: []\n');
    expect(await rig.run('resume', 'last')).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ text: 'hello all' });
  });

  test('goes on in the cloud that it was started in', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig, env }) => {
      await rig.run('run', 'w.yaml');
      await interruptAfter(rig, asks('vm/create'));
      env['LUNANODE_API_URL'] = 'http://127.0.0.1:1/';
      expect(await rig.run('resume', 'last')).toBe(0);
    });
  });

  test('needs its secrets again', async () => {
    const text = `name: secret
secrets: [TOKEN]
steps: [{ id: a, uses: value/set, with: { x: '\${{ secrets.TOKEN }}' } }]
`;
    const env: Record<string, string> = { TOKEN: 'canary-c4f3' };
    using rig = new CliRig({ files: { 'w.yaml': text }, env });
    await rig.run('run', 'w.yaml');
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    delete env['TOKEN'];
    expect(await rig.run('resume', 'last')).toBe(2);
    expect(rig.stderr).toContain('the secret "TOKEN" has no value');
  });

  test('is not started anew without being asked for', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml');
    const id = await interruptAfter(rig, ({ type }) => type === 'call-started');
    expect(await rig.run('run', 'w.yaml')).toBe(2);
    expect(rig.stderr).toContain(`perilune resume ${id}`);
    expect(rig.stderr).toContain('--new');
    expect(await rig.run('run', 'w.yaml', '-i', 'who=other')).toBe(0);
    expect(await rig.run('run', 'w.yaml', '--new')).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ text: 'hello you' });
  });

  test.each([
    ['', 'go on', 1],
    ['a', 'start anew', 2],
  ])('the answer %j at a terminal means to %s', async (answer, _, runs) => {
    using rig = new CliRig({ files: { 'w.yaml': plain }, answers: [answer] });
    await rig.run('run', 'w.yaml');
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    expect(await rig.run('run', 'w.yaml')).toBe(0);
    await rig.run('runs', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toHaveLength(runs);
  });

  test('one that is over stays as it is', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml');
    expect(await rig.run('resume', 'last')).toBe(0);
    expect(rig.stderr).toContain('is over: succeeded');
  });
});

describe('a run that is at work', () => {
  const long = `name: long
steps: [{ id: wait, uses: approve/ask, with: { message: 'how long?' } }]
finally: [{ id: tidy, uses: value/set }]
`;

  async function started(rig: CliRig): Promise<void> {
    while (!rig.stderr.includes('wait')) await new Promise((resolve) => setImmediate(resolve));
  }

  test('is cancelled from elsewhere, and that waits until it has ended', async () => {
    using rig = new CliRig({ files: { 'w.yaml': long } });
    const running = rig.run('run', 'w.yaml');
    await started(rig);
    const { code, stderr } = await rig.runAside('cancel', 'last');
    expect(stderr).toContain('is over: cancelled');
    expect(code).toBe(0);
    expect(await running).toBe(130);
    expect(rig.stderr).toMatch(/tidy .*succeeded/);
  });

  test('cannot be gone on with, or taken back', async () => {
    using rig = new CliRig({ files: { 'w.yaml': long } });
    const running = rig.run('run', 'w.yaml');
    await started(rig);
    const resumed = await rig.runAside('resume', 'last');
    expect(resumed).toMatchObject({ code: 1, stdout: '' });
    expect(resumed.stderr).toContain('is at work in process');
    expect(await rig.runAside('undo', 'last')).toMatchObject({ code: 1 });
    await rig.runAside('cancel', 'last');
    await running;
  });

  test('loses it to who takes it over, and says so', async () => {
    using rig = new CliRig({ files: { 'w.yaml': long } });
    const running = rig.run('run', 'w.yaml');
    await started(rig);
    const taken = rig.runAside('resume', 'last', '--take-over');
    await rig.runAside('cancel', 'last');
    expect((await taken).code).toBe(130);
    // Whoever was shut out learns of it at the next thing it wants to write.
    rig.interrupt();
    expect(await running).toBe(1);
    expect(rig.stderr).toContain('another process goes on with the run');
  });
});

describe('cancel', () => {
  test('ends an interrupted run here, and tidies up', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig, simulator }) => {
      await rig.run('run', 'w.yaml');
      await interruptAfter(rig, ({ type }) => type === 'action-answered');
      expect(await rig.run('cancel', 'last')).toBe(0);
      expect(rig.stderr).toContain('run cancelled');
      expect(rig.stderr).toMatch(/tidy .*succeeded/);
      expect(callsOf(simulator, 'vm/delete')).toBe(0);
    });
  });

  test('says how a run ended that is over', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml');
    expect(await rig.run('cancel', 'last')).toBe(0);
    expect(rig.stderr).toContain('is over: succeeded');
  });
});

describe('undo', () => {
  test('takes back what a run did, once', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig, simulator }) => {
      await rig.run('run', 'w.yaml');
      expect(await rig.run('undo', 'last')).toBe(0);
      expect(rig.stdout).toBe('');
      expect(callsOf(simulator, 'vm/delete')).toBe(1);
      expect(await rig.run('undo', 'last')).toBe(1);
      expect(rig.stderr).toContain('there is nothing to take back');
      expect(callsOf(simulator, 'vm/delete')).toBe(1);
    });
  });

  test('ends an interrupted run first', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig, simulator }) => {
      await rig.run('run', 'w.yaml');
      await interruptAfter(rig, ({ type }) => type === 'action-answered');
      expect(await rig.run('undo', 'last')).toBe(0);
      expect(callsOf(simulator, 'vm/delete')).toBe(1);
      expect(simulator.snapshot().vms.some(({ hostname }) => hostname.startsWith('web-'))).toBe(
        false,
      );
    });
  });
});

describe('settle', () => {
  const twice = [{ action: 'vm/create', fault: 'duplicate-name', cut: true } as const];

  test('a person says which of two things it was, and the run goes on', async () => {
    await onCloud({ files: { 'w.yaml': create }, faults: twice }, async ({ rig, simulator }) => {
      expect(await rig.run('run', 'w.yaml')).toBe(3);
      await rig.run('show', 'last', '--format', 'json');
      const [command] = JSON.parse(rig.stdout).next;
      const [, , run, step, , id] = String(command).split(' ');
      expect(await rig.run('settle', `${run}`, `${step}`, '--as', `${id}`)).toBe(0);
      expect(JSON.parse(rig.stdout)).toEqual({ vm: id });
      expect(callsOf(simulator, 'vm/create')).toBe(1);
    });
  });

  test('or nothing: it is looked for again, now that the cloud answers', async () => {
    const faults = [
      { action: 'vm/create', fault: 'cut-after' } as const,
      { action: 'vm/list', nth: 'each', fault: { reject: 'not now' } } as const,
    ];
    await onCloud({ files: { 'w.yaml': create }, faults }, async ({ rig, simulator }) => {
      expect(await rig.run('run', 'w.yaml')).toBe(3);
      expect(rig.stderr).toMatch(/once lunanode answers again, .*:\n +perilune resume /);
      await rig.run('show', 'last', '--format', 'json');
      expect(JSON.parse(rig.stdout).next[0]).toMatch(/^perilune resume /);
      expect(await rig.run('resume', 'last')).toBe(3);
      simulator.clearFaults();
      expect(await rig.run('resume', 'last')).toBe(0);
      expect(callsOf(simulator, 'vm/create')).toBe(1);
    });
  });

  test('or that it did not happen: it is done again', async () => {
    await onCloud({ files: { 'w.yaml': create }, faults: twice }, async ({ rig, simulator }) => {
      expect(await rig.run('run', 'w.yaml')).toBe(3);
      expect(await rig.run('settle', 'last', 'create', '--none')).toBe(0);
      expect(callsOf(simulator, 'vm/create')).toBe(2);
    });
  });

  test('a run goes on after the run inside it, of which a person said what it did', async () => {
    const parent = `name: parent
steps: [{ id: sub, uses: workflow/run, with: { file: w.yaml } }]
outputs: { vm: '\${{ steps.sub.outputs.vm }}' }
`;
    const files = { 'w.yaml': create, 'p.yaml': parent };
    await onCloud({ files, faults: twice }, async ({ rig, simulator }) => {
      expect(await rig.run('run', 'p.yaml')).toBe(3);
      const [, id = ''] = /perilune resume (\S+)/.exec(rig.stderr) ?? [];
      const [, vm = ''] = /perilune settle \S+ create --as (\S+)/.exec(rig.stderr) ?? [];
      await rig.run('why', id, 'sub');
      expect(rig.stderr + rig.stdout).toContain('it goes on when that run is over');
      expect(await rig.run('resume', id)).toBe(3);
      expect(await rig.run('settle', id, 'sub', '--none')).toBe(1);
      expect(rig.stderr).toContain('is a run of its own');
      expect(await rig.run('settle', `${id}-sub`, 'create', '--as', vm)).toBe(0);
      expect(rig.stderr).toContain(`can go on: perilune resume ${id}`);
      expect(await rig.run('resume', id)).toBe(0);
      expect(JSON.parse(rig.stdout)).toEqual({ vm });
      expect(callsOf(simulator, 'vm/create')).toBe(1);
    });
  });

  test('what is not unsettled is not settled', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml');
    expect(await rig.run('settle', 'last', 'first', '--none')).toBe(1);
    expect(rig.stderr).toContain('has nothing to settle of a step "first"');
    expect(rig.stderr).toContain('its status is succeeded: see perilune show');
  });

  test.each([
    [[], 'needs one of --as ID, --none and --outputs JSON'],
    [['--none', '--as', 'x'], 'only one of --as and --none can be true'],
    [['--outputs', '[1]'], '--outputs has to be a JSON object'],
    [['--outputs', '{'], '--outputs has to be a JSON object'],
  ])('%j is refused', async (words, says) => {
    using rig = new CliRig();
    expect(await rig.run('settle', 'last', 'a', ...words)).toBe(2);
    expect(rig.stderr).toContain(says);
  });
});

describe('approve', () => {
  const asking = `name: asks
steps:
  - { id: go_live, uses: approve/ask, with: { message: 'Go live?' } }
  - { id: after, needs: [go_live], uses: value/set }
outputs: { by: '\${{ steps.go_live.outputs.by }}' }
`;

  async function asked(rig: CliRig): Promise<void> {
    while (!rig.stderr.includes('Go live?')) await new Promise((resolve) => setImmediate(resolve));
  }

  test('lets the run go on', async () => {
    using rig = new CliRig({ files: { 'w.yaml': asking }, env: { USER: 'ann' } });
    const running = rig.run('run', 'w.yaml');
    await asked(rig);
    const { code, stderr } = await rig.runAside('approve', 'last', 'go_live', '--note', 'fine');
    expect(code).toBe(0);
    expect(stderr).toContain('approved: Go live?');
    expect(await running).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ by: 'ann' });
  });

  test('or fails it', async () => {
    using rig = new CliRig({ files: { 'w.yaml': asking }, env: { USER: 'ann' } });
    const running = rig.run('run', 'w.yaml');
    await asked(rig);
    await rig.runAside('approve', 'last', 'go_live', '--reject', '--note', 'too late');
    expect(await running).toBe(1);
    expect(rig.stderr).toContain('ann said no: too late');
  });

  test('an answer to a run that nobody carries on waits for it', async () => {
    using rig = new CliRig({ files: { 'w.yaml': asking } });
    const running = rig.run('run', 'w.yaml');
    await asked(rig);
    await rig.runAside('approve', 'last', 'go_live');
    await running;
    await interruptAfter(rig, asks('approve/ask'));
    expect(await rig.run('approve', 'last', 'go_live')).toBe(0);
    expect(rig.stderr).toContain('will read the answer');
    expect(await rig.run('resume', 'last')).toBe(0);
  });

  test('says when nothing is asked', async () => {
    using rig = new CliRig({ files: { 'w.yaml': plain } });
    await rig.run('run', 'w.yaml');
    expect(await rig.run('approve', 'last', 'first')).toBe(1);
    expect(rig.stderr).toContain('does not wait for an answer to "first"');
  });

  test('a simulated run is approved by itself', async () => {
    using rig = new CliRig({ files: { 'w.yaml': asking } });
    expect(await rig.run('run', 'w.yaml', '--simulate')).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ by: 'the simulation' });
    await rig.run('runs');
    expect(rig.stderr).toContain('there is no run yet');
  });
});

describe('what is left over', () => {
  test('is listed, and taken away when somebody says so', async () => {
    await onCloud(
      { files: { 'w.yaml': failing, 'ok.yaml': create } },
      async ({ rig, simulator }) => {
        await rig.run('run', 'ok.yaml');
        expect(await rig.run('run', 'w.yaml')).toBe(1);
        await rig.run('resources', '--leftover', '--format', 'json');
        const left = JSON.parse(rig.stdout);
        expect(left).toMatchObject([{ kind: 'vm' }, { kind: 'floating address' }]);
        expect(await rig.run('resources', '--clean')).toBe(2);
        expect(callsOf(simulator, 'vm/delete')).toBe(0);
        expect(await rig.run('resources', '--clean', '--yes')).toBe(0);
        const { vms } = simulator.snapshot();
        expect(vms.some((vm) => Object.values(vm).includes(left[0].id))).toBe(false);
        await rig.run('resources', '--leftover');
        expect(rig.stderr).toContain('nothing is left over');
        expect(vms.filter(({ hostname }) => hostname.startsWith('web-'))).toHaveLength(1);
      },
    );
  });

  test('a create whose answer was lost is among it', async () => {
    await onCloud({ files: { 'w.yaml': create } }, async ({ rig }) => {
      await rig.run('run', 'w.yaml');
      const id = await interruptAfter(rig, asks('vm/create'));
      await rig.run('resources', '--leftover');
      expect(rig.stdout).toContain(`may exist: vm of unknown id (web-${id})`);
    });
  });

  test('is not taken away when a person says no', async () => {
    const files = { 'w.yaml': failing };
    await onCloud({ files, answers: ['n'] }, async ({ rig, simulator }) => {
      await rig.run('run', 'w.yaml');
      expect(await rig.run('resources', '--clean')).toBe(1);
      expect(callsOf(simulator, 'vm/delete')).toBe(0);
    });
  });
});
