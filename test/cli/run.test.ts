import { describe, expect, test } from 'vitest';
import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { demoIds } from '../../src/providers/lunanode/simulator/demo-world.ts';
import type { Fault, FaultPlan } from '../../src/providers/lunanode/simulator/fault-plan.ts';
import { CliRig } from './cli-rig.ts';
import { callsOf, onCloud } from './on-cloud.ts';

const info = `name: look
steps:
  - id: look
    uses: vm/info
    with: { vm_id: ${demoIds.blueVm} }
`;

const create = `name: make
steps:
  - id: create
    uses: vm/create
    with: { hostname: web, plan_id: m.1, image_id: '362401' }
    await: active
`;

const each = (action: string, fault: Fault['fault'], more: object = {}): FaultPlan => [
  { action, nth: 'each', fault, ...more } as Fault,
];

describe('a run that fails names the step, the call, the attempt and what was last seen', () => {
  const failures: readonly [string, string, FaultPlan, string[]][] = [
    [
      'the VM goes to error',
      create,
      each('vm/create', 'error-state'),
      ['vm/info', 'status_raw', 'error'],
    ],
    [
      'polling runs out',
      create,
      each('vm/create', 'stuck-building'),
      ['10m', 'status_raw', 'build'],
    ],
    ['requests get 500', info, each('vm/info', 'status-500'), ['vm/info', 'attempt 4', '500']],
    [
      'requests get HTML',
      info,
      each('vm/info', 'html'),
      ['vm/info', 'attempt 4', 'not JSON', 'Maintenance'],
    ],
    ['the connection is cut', info, each('vm/info', 'cut-before'), ['vm/info', 'attempt 4']],
  ];

  test.each(failures)('when %s', async (_, text, faults, says) => {
    await onCloud({ files: { 'w.yaml': text }, faults }, async ({ rig }) => {
      expect(await rig.run('run', 'w.yaml')).toBe(1);
      expect(rig.stdout).toBe('');
      const summary = rig.stderr.slice(rig.stderr.indexOf('✖ failed'));
      expect(summary).toContain(text === create ? 'create' : 'look');
      for (const word of says) expect(summary).toContain(word);
    });
  });

  test('when requests get 429, which is tried again only after the time that was asked for', async () => {
    const faults = each('vm/info', 'status-429', { retryAfterSeconds: 30 });
    await onCloud({ files: { 'w.yaml': info }, faults }, async ({ rig, simulator }) => {
      expect(await rig.run('run', 'w.yaml')).toBe(1);
      expect(rig.stderr).toContain('attempt 4');
      const times = simulator.requests.map(({ time }) => time);
      const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0));
      expect(waits).toHaveLength(3);
      for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(30_000);
    });
  });
});

test('a create whose answer was lost is found, and not repeated', async () => {
  const faults: FaultPlan = [{ action: 'vm/create', fault: 'cut-after' }];
  await onCloud({ files: { 'w.yaml': create }, faults }, async ({ rig, simulator }) => {
    expect(await rig.run('run', 'w.yaml')).toBe(0);
    expect(callsOf(simulator, 'vm/create')).toBe(1);
  });
});

test('passing faults are lived through', async () => {
  const faults: FaultPlan = [
    { action: 'vm/info', nth: 1, fault: 'status-500' },
    { action: 'vm/info', nth: 2, fault: 'html' },
    { action: 'vm/info', nth: 3, fault: 'nonce-refused' },
    { action: 'vm/create', nth: 1, fault: 'nonce-refused' },
  ];
  await onCloud({ files: { 'w.yaml': create }, faults }, async ({ rig, simulator }) => {
    expect(await rig.run('run', 'w.yaml')).toBe(0);
    expect(simulator.snapshot().vms.filter(({ hostname }) => hostname === 'web')).toHaveLength(1);
  });
});

describe('streams', () => {
  const set = `name: set
inputs: { who: { type: string, default: you } }
steps: [{ id: greet, uses: value/set, with: { text: 'hello \${{ inputs.who }}' } }]
outputs: { text: '\${{ steps.greet.outputs.text }}' }
`;

  test('outputs go to stdout as JSON, everything for people to stderr', async () => {
    using rig = new CliRig({ files: { 'w.yaml': set } });
    expect(await rig.run('run', 'w.yaml', '-i', 'who=me')).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ text: 'hello me' });
    expect(rig.stderr).toContain('succeeded');
  });

  test('ndjson writes every event to stdout and nothing else', async () => {
    using rig = new CliRig({ files: { 'w.yaml': set } });
    expect(await rig.run('run', 'w.yaml', '--output', 'ndjson')).toBe(0);
    const events = rig.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'call-started',
      'step-succeeded',
      'run-succeeded',
    ]);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(rig.stderr).toBe('');
  });

  test('quiet says nothing of a run that succeeds', async () => {
    using rig = new CliRig({ files: { 'w.yaml': set } });
    expect(await rig.run('run', 'w.yaml', '--output', 'quiet')).toBe(0);
    expect(rig.stderr).toBe('');
  });
});

describe('inputs', () => {
  const text = `name: inputs
inputs:
  name: { type: string, description: what it is called }
  count: { type: integer, default: 1 }
  list: { type: array, items: { type: string }, default: [] }
steps: [{ id: set, uses: value/set, with: { all: '\${{ inputs }}' } }]
outputs: { all: '\${{ steps.set.outputs.all }}' }
`;

  test('a text stays a text, everything else is read as YAML, and -i wins over --inputs', async () => {
    const files = { 'w.yaml': text, 'in.yaml': 'name: from-file\ncount: 3\n' };
    using rig = new CliRig({ files });
    const words = ['run', 'w.yaml', '--inputs', 'in.yaml', '-i', 'name=123', '-i', 'list=[a, b]'];
    expect(await rig.run(...words)).toBe(0);
    expect(JSON.parse(rig.stdout)).toEqual({ all: { name: '123', count: 3, list: ['a', 'b'] } });
  });

  test('a missing, an unknown and a wrong one are all said at once, and nothing is started', async () => {
    using rig = new CliRig({ files: { 'w.yaml': text } });
    expect(await rig.run('run', 'w.yaml', '-i', 'cuont=3', '-i', 'count=x')).toBe(2);
    expect(rig.stderr).toContain('the input "name" is missing (what it is called)');
    expect(rig.stderr).toContain('the workflow has no input "cuont"');
    expect(rig.stderr).toContain('did you mean "count"?');
    expect(rig.stderr).toContain('the input "count" must be integer');
  });

  const unreadable: readonly [string[], string][] = [
    [['-i', 'name'], '-i takes a name and a value: -i NAME=VALUE'],
    [['-i', 'c2VjcmV0=='], '-i takes a name and a value: -i NAME=VALUE'],
    [['-i', 'count=[1'], '-i count: this is not valid YAML'],
    [
      ['-i', 'count=!secret 1'],
      '-i count: this is not valid YAML: Unresolved tag, at line 1, column 1\n',
    ],
    [
      ['-i', 'count=*secret'],
      '-i count: this is not valid YAML: an alias (`*`) has no anchor before',
    ],
    [['--inputs', 'nowhere.yaml'], '--inputs nowhere.yaml: there is no such file'],
    [['--inputs', 'list.yaml'], '--inputs list.yaml: it has to be a mapping'],
    [['--env-file', 'nowhere.env'], '--env-file nowhere.env: there is no such file'],
  ];

  test.each(unreadable)('%j is refused', async (words, says) => {
    using rig = new CliRig({ files: { 'w.yaml': text, 'list.yaml': '- a\n' } });
    expect(
      await rig.run('run', 'w.yaml', ...(says.includes('env') ? ['-i', 'name=x'] : []), ...words),
    ).toBe(2);
    expect(rig.stderr).toContain(says);
  });
});

describe('credentials', () => {
  test('missing ones are named, before anything is started', async () => {
    using rig = new CliRig({ files: { 'w.yaml': info } });
    expect(await rig.run('run', 'w.yaml')).toBe(2);
    expect(rig.stderr).toContain('LUNANODE_API_ID and LUNANODE_API_KEY are not set');
    expect(rig.stderr).toContain('--simulate');
  });

  test('one that cannot be right is refused without showing it', async () => {
    const env = { LUNANODE_API_ID: demoAccount.apiId, LUNANODE_API_KEY: 'tooshortkey' };
    using rig = new CliRig({ files: { 'w.yaml': info }, env });
    expect(await rig.run('run', 'w.yaml')).toBe(2);
    expect(rig.stderr).toContain('the API key of LunaNode has 11 characters instead of 128');
    expect(rig.stderr).not.toContain('tooshortkey');
  });

  test('a workflow that calls no cloud needs none', async () => {
    const text = 'name: x\nsteps: [{ id: a, uses: assert/that, with: { that: true } }]\n';
    using rig = new CliRig({ files: { 'w.yaml': text } });
    expect(await rig.run('run', 'w.yaml')).toBe(0);
  });
});

describe('secrets', () => {
  const text = `name: secret
secrets: [TOKEN]
steps:
  - { id: a, uses: value/set, with: { plain: '\${{ secrets.TOKEN }}', mixed: 'x-\${{ secrets.TOKEN }}-y' } }
  - { id: b, uses: assert/that, with: { that: false, message: 'it was \${{ steps.a.outputs.mixed }}' } }
`;

  test.each(['lines', 'ndjson', 'quiet'])('are hidden in %s', async (output) => {
    using rig = new CliRig({ files: { 'w.yaml': text }, env: { TOKEN: 'canary-c4f3' } });
    expect(await rig.run('run', 'w.yaml', '--output', output)).toBe(1);
    expect(rig.stdout + rig.stderr).not.toContain('canary');
    expect(rig.stdout + rig.stderr).toContain('it was ***');
  });

  test('one without a value is named, before anything is started', async () => {
    using rig = new CliRig({ files: { 'w.yaml': text } });
    expect(await rig.run('run', 'w.yaml')).toBe(2);
    expect(rig.stderr).toContain('the secret "TOKEN" has no value');
  });

  test('what the provider marks as secret is hidden too', async () => {
    await onCloud(
      {
        files: {
          'w.yaml': `${info}outputs: { all: '\${{ steps.look.outputs.info.?login_details.orValue("none") }}' }\n`,
        },
      },
      async ({ rig }) => {
        expect(await rig.run('run', 'w.yaml')).toBe(0);
        expect(JSON.parse(rig.stdout)).toEqual({ all: '***' });
        expect(rig.stdout + rig.stderr).not.toMatch(/password: \w/);
      },
    );
  });
});

describe('cancelling', () => {
  const text = `name: long
steps:
  - { id: wait, uses: time/sleep, with: { for: 1d } }
  - { id: after, needs: [wait], uses: value/set }
finally:
  - { id: tidy, uses: value/set, with: { done: true } }
`;

  test('Ctrl-C ends what runs, starts nothing more, and lets finally run', async () => {
    using rig = new CliRig({ files: { 'w.yaml': text } });
    const running = rig.run('run', 'w.yaml', '--output', 'ndjson');
    await started(rig);
    rig.interrupt();
    expect(await running).toBe(130);
    expect(rig.stdout).toMatch(/"type":"step-cancelled"[^\n]*"step":"wait"/);
    expect(rig.stdout).toMatch(/"type":"step-skipped"[^\n]*"step":"after"/);
    expect(rig.stdout).toMatch(/"type":"step-succeeded"[^\n]*"step":"tidy"/);
  });

  test('a second Ctrl-C leaves at once', async () => {
    using rig = new CliRig({ files: { 'w.yaml': text } });
    const running = rig.run('run', 'w.yaml', '--output', 'ndjson');
    await started(rig);
    rig.interrupt();
    rig.interrupt();
    expect(rig.left).toEqual([130]);
    await running;
  });

  async function started(rig: CliRig): Promise<void> {
    while (!rig.stdout.includes('call-started'))
      await new Promise((resolve) => setImmediate(resolve));
  }
});
