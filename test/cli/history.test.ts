import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliRig } from './cli-rig.ts';
import { asks, interruptAfter } from './interrupted.ts';
import { onCloud } from './on-cloud.ts';

const plain = `name: plain
inputs: { who: { type: string, default: you } }
steps:
  - { id: first, uses: value/set, with: { text: 'hello \${{ inputs.who }}' } }
  - { id: second, needs: [first], uses: assert/that, with: { that: '\${{ inputs.who != "nobody" }}' } }
  - { id: third, uses: value/set, if: inputs.who == "all" }
outputs: { text: '\${{ steps.first.outputs.text }}' }
`;

const parent = `name: parent
steps: [{ id: deploy, uses: workflow/run, with: { file: ./w.yaml } }]
`;

async function ran(...inputs: string[]): Promise<CliRig> {
  const rig = new CliRig({ files: { 'w.yaml': plain, 'p.yaml': parent } });
  await rig.run('run', 'w.yaml', ...inputs);
  return rig;
}

/** Id of the newest run that is no part of another. */
async function newest(rig: CliRig): Promise<string> {
  await rig.run('runs', '--format', 'json');
  const [{ id }] = JSON.parse(rig.stdout);
  return String(id);
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

describe('runs', () => {
  test('lists runs, the newest first, in 80 columns', async () => {
    using rig = await ran();
    await rig.run('run', 'w.yaml', '-i', 'who=nobody');
    await rig.run('run', 'p.yaml');
    expect(await rig.run('runs')).toBe(0);
    const [head, ...rows] = rig.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^RUN +WORKFLOW +STATUS +STARTED +TOOK$/);
    expect(rows.map((row) => row.split(/ +/).slice(1, 3))).toEqual([
      ['parent', 'succeeded'],
      ['plain', 'failed'],
      ['plain', 'succeeded'],
    ]);
    expect(widest(rig.stdout)).toBeLessThanOrEqual(80);
  });

  test('by status, only so many, or as JSON', async () => {
    using rig = await ran();
    await rig.run('run', 'w.yaml', '-i', 'who=nobody');
    await rig.run('runs', '--status', 'failed', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toMatchObject([{ workflow: 'plain', status: 'failed' }]);
    await rig.run('runs', '--limit', '1', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toHaveLength(1);
    expect(await rig.run('runs', '--limit', '0')).toBe(0);
    expect(rig.stderr).toBe('');
    await rig.run('runs', '--status', 'undone');
    expect(rig).toMatchObject({ stdout: '', stderr: 'no run has the status undone\n' });
  });

  test('one that nobody carries on is interrupted', async () => {
    using rig = await ran();
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    await rig.run('runs', '--status', 'interrupted', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toMatchObject([{ isInterrupted: true, owner: null }]);
  });

  test.each([
    [['--limit', 'many'], '--limit is a whole number'],
    [['--prune', '--keep', '-1'], '--keep is a whole number'],
    [['--prune', '--older-than', 'long'], '--older-than is a duration'],
  ])('%j is refused', async (words, says) => {
    using rig = new CliRig();
    expect(await rig.run('runs', ...words)).toBe(2);
    expect(rig.stderr).toContain(says);
  });
});

describe('forgetting old runs', () => {
  async function count(rig: CliRig): Promise<number> {
    const journal = await rig.openJournal();
    const { length } = await journal.runs();
    await journal.close();
    return length;
  }

  async function later(rig: CliRig, days: number): Promise<void> {
    await rig.clock.sleepUntil(rig.clock.now() + days * 86_400_000);
  }

  test('takes their sub-runs along, and leaves young ones', async () => {
    using rig = await ran();
    await rig.run('run', 'p.yaml');
    await later(rig, 100);
    await rig.run('run', 'w.yaml');
    expect(await count(rig)).toBe(4);
    await rig.run('runs', '--prune', '--keep', '0');
    expect(rig.stderr).toBe('2 runs are forgotten\n');
    expect(await count(rig)).toBe(1);
  });

  test('leaves the newest in any case', async () => {
    using rig = await ran();
    await later(rig, 100);
    await rig.run('runs', '--prune');
    expect(await count(rig)).toBe(1);
  });

  test('leaves one that is not over', async () => {
    using rig = await ran();
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    await later(rig, 100);
    await rig.run('runs', '--prune', '--keep', '0');
    expect(rig.stderr).toContain('0 runs are forgotten; 1 old ones stay');
    expect(await count(rig)).toBe(1);
  });

  test('leaves one that left something over', async () => {
    const text = `name: leaves
steps:
  - { id: create, uses: vm/create, with: { hostname: web, plan_id: m.1, image_id: '362401' } }
  - { id: check, needs: [create], uses: assert/that, with: { that: false } }
`;
    await onCloud({ files: { 'w.yaml': text } }, async ({ rig }) => {
      await rig.run('run', 'w.yaml');
      await later(rig, 100);
      await rig.run('runs', '--prune', '--keep', '0');
      expect(await count(rig)).toBe(1);
      await rig.run('resources', '--clean', '--yes');
      await later(rig, 100);
      await rig.run('runs', '--prune', '--keep', '0');
      expect(await count(rig)).toBe(0);
    });
  });
});

describe('a run is named', () => {
  test('by its id, the beginning of it, or last', async () => {
    using rig = await ran();
    const id = await newest(rig);
    for (const name of [id, id.slice(0, -2), 'last']) {
      expect(await rig.run('show', name)).toBe(0);
      expect(rig.stdout).toContain(`run ${id}`);
    }
  });

  test('the beginning of a run is not that of its sub-runs', async () => {
    using rig = await ran();
    await rig.run('run', 'p.yaml');
    const id = await newest(rig);
    await rig.run('show', id.slice(0, -1), '--format', 'json');
    expect(JSON.parse(rig.stdout).id).toBe(id);
  });

  test('with a slip is unknown, with a proposal', async () => {
    using rig = await ran();
    const id = await newest(rig);
    const slip = `x${id.slice(1)}`;
    expect(await rig.run('show', slip)).toBe(2);
    expect(rig.stderr).toBe(`perilune: there is no run ${slip}\ndid you mean ${id}?\n`);
  });

  test('ambiguously is refused', async () => {
    using rig = await ran();
    await rig.run('run', 'w.yaml');
    expect(await rig.run('show', '2026')).toBe(2);
    expect(rig.stderr).toContain('2 runs begin with "2026"');
  });

  test('before there is any', async () => {
    using rig = new CliRig();
    expect(await rig.run('show', 'last')).toBe(2);
    expect(rig.stderr).toContain('there is no run yet');
  });
});

describe('show', () => {
  test('tells inputs, steps, failures and outputs', async () => {
    using rig = await ran('-i', 'who=nobody');
    expect(await rig.run('show', 'last')).toBe(0);
    expect(rig.stdout).toMatch(/^run \S+ {2}plain {2}failed\n/);
    expect(rig.stdout).toContain('  who  nobody');
    expect(rig.stdout).toMatch(/✔ first +value\/set +03:30:00Z +\S+\n +{"text":"hello nobody"}/);
    expect(rig.stdout).toMatch(/✖ second/);
    expect(rig.stdout).toMatch(/↷ third +value\/set +`inputs.who == "all"` is not true/);
    expect(rig.stdout).toContain('the condition is false');
  });

  test('shows what to do with one that was interrupted', async () => {
    using rig = await ran();
    const id = await interruptAfter(rig, ({ type }) => type === 'call-started');
    await rig.run('show', 'last');
    expect(rig.stdout).toContain(`next\n  perilune resume ${id}\n  perilune cancel ${id}\n`);
  });

  test('counts looks as they were, and names ids before what is large', async () => {
    const text = `name: create
steps:
  - id: create
    uses: vm/create
    with: { hostname: web, plan_id: m.1, image_id: '362401' }
    await: active
`;
    await onCloud({ files: { 'w.yaml': text } }, async ({ rig }) => {
      await rig.run('run', 'w.yaml');
      await rig.run('show', 'last');
      expect(rig.stdout).toMatch(/✔ create .* looks\n +\{"vm_id":"[^"]+","ip":.*"info":\{/);
      await interruptAfter(rig, ({ type }) => type === 'observed');
      await rig.run('show', 'last');
      expect(rig.stdout).toMatch(/→ create .* 1 look {2}waiting\n/);
    });
  });

  test('as JSON holds every step with its times and outputs', async () => {
    using rig = await ran();
    await rig.run('show', 'last', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toMatchObject({
      status: 'succeeded',
      inputs: { who: 'you' },
      outputs: { text: 'hello you' },
      steps: expect.arrayContaining([
        expect.objectContaining({
          label: 'first',
          attempts: 1,
          startedAt: '2026-03-01T03:30:00.000Z',
          outputs: { text: 'hello you' },
        }),
      ]),
      next: [],
    });
  });

  test('shows no secret', async () => {
    const text = `name: secret
secrets: [TOKEN]
steps: [{ id: a, uses: value/set, with: { mixed: 'x-\${{ secrets.TOKEN }}-y' } }]
`;
    using rig = new CliRig({ files: { 'w.yaml': text }, env: { TOKEN: 'canary-c4f3' } });
    await rig.run('run', 'w.yaml');
    for (const words of [['show'], ['logs'], ['show', '--format', 'json'], ['resources']]) {
      const [command = '', ...flags] = words;
      expect(await rig.run(command, 'last', ...flags)).toBe(0);
      expect(rig.stdout + rig.stderr).not.toContain('canary');
    }
    expect(await rig.run('why', 'last', 'a')).toBe(0);
    expect(rig.stdout).not.toContain('canary');
  });
});

describe('logs', () => {
  test('tell a run and its sub-runs as lines', async () => {
    using rig = await ran();
    await rig.run('run', 'p.yaml');
    expect(await rig.run('logs', 'last')).toBe(0);
    expect(rig.stdout).toContain('of parent started');
    expect(rig.stdout).toMatch(/deploy › first +value\/set +succeeded/);
    expect(rig.stdout).toContain('run succeeded');
  });

  test('or as events', async () => {
    using rig = await ran();
    await rig.run('logs', 'last', '--format', 'ndjson');
    const events = rig.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ sequence: 1, type: 'run-started' });
    expect(events.at(-1)).toMatchObject({ type: 'run-succeeded' });
  });

  test('are followed until the run ends', async () => {
    const text = `name: asks
steps: [{ id: ask, uses: approve/ask, with: { message: 'Go on?' } }]
`;
    using rig = new CliRig({ files: { 'w.yaml': text } });
    const running = rig.run('run', 'w.yaml');
    while (!rig.stderr.includes('Go on?')) await new Promise((resolve) => setImmediate(resolve));
    const following = rig.runAside('logs', 'last', '--follow');
    await rig.runAside('approve', 'last', 'ask');
    const { code, stdout } = await following;
    expect(code).toBe(0);
    expect(stdout).toContain('run succeeded');
    await running;
  });

  test('of an interrupted run end, and say so', async () => {
    using rig = await ran();
    await interruptAfter(rig, ({ type }) => type === 'call-started');
    expect(await rig.run('logs', 'last', '--follow')).toBe(1);
    expect(rig.stderr).toContain('nobody carries the run on: perilune resume');
  });
});

describe('why', () => {
  test('explains a step', async () => {
    using rig = await ran('-i', 'who=nobody');
    expect(await rig.run('why', 'last', 'third')).toBe(0);
    expect(rig.stdout).toContain('third  skipped\n  it was skipped: its condition was false\n');
    expect(rig.stdout).toContain('where inputs.who is "nobody"');
    await rig.run('why', 'last', 'second', '--format', 'json');
    expect(JSON.parse(rig.stdout)).toMatchObject({ label: 'second', status: 'failed' });
  });

  test('shows a secret input as hidden, however long it is', async () => {
    const text = `name: secret
inputs: { token: { type: string, writeOnly: true } }
steps: [{ id: a, uses: value/set, if: inputs.token == "" }]
`;
    using rig = new CliRig({ files: { 'w.yaml': text } });
    await rig.run('run', 'w.yaml', '-i', `token=${'canary-'.repeat(20)}`);
    await rig.run('why', 'last', 'a');
    expect(rig.stdout).toContain('where inputs.token is "***"\n');
  });

  test('knows no other step', async () => {
    using rig = await ran();
    expect(await rig.run('why', 'last', 'frist')).toBe(2);
    expect(rig.stderr).toContain('did you mean "first"?');
  });
});

describe('resources', () => {
  const swap = readFileSync(
    join(import.meta.dirname, '../../workflows/blue-green-swap.yaml'),
    'utf8',
  );
  const inputs = readFileSync(
    join(import.meta.dirname, '../../workflows/inputs/blue-green-swap.yaml'),
    'utf8',
  );
  // Nothing answers on a simulated machine; what is looked at here is what comes after.
  const unhealthy = / {2}- id: healthy\n[^]*?\n\n/;
  const files = {
    'w.yaml': swap.replace(unhealthy, '').replace('needs: [healthy, blue]', 'needs: [blue]'),
    'in.yaml': inputs,
  };

  test('of a swap: what it did to which address, and for how long that was on no VM', async () => {
    await onCloud({ files }, async ({ rig }) => {
      expect(await rig.run('run', 'w.yaml', '--inputs', 'in.yaml')).toBe(0);
      expect(rig.stderr).toMatch(/198\.18\.0\.10 was on no VM for \d/);
      await rig.run('resources', 'last');
      expect(rig.stdout).toMatch(/detached +floating address 198\.18\.0\.10 +"detach"/);
      expect(rig.stdout).toMatch(/attached +floating address 198\.18\.0\.10 +"attach"/);
      expect(rig.stdout).toMatch(/198\.18\.0\.10 was on no VM for/);
      await rig.run('show', 'last');
      expect(rig.stdout).toMatch(/downtime\n {2}198\.18\.0\.10 was on no VM for/);
    });
  });

  test('an address that is on no VM is told as long as it is so', async () => {
    await onCloud({ files }, async ({ rig }) => {
      await rig.run('run', 'w.yaml', '--inputs', 'in.yaml');
      await interruptAfter(
        rig,
        (event) => event.type === 'step-succeeded' && event.step === 'detach',
      );
      await rig.run('resources', 'last');
      expect(rig.stdout).toContain('198.18.0.10 is on no VM, for');
    });
  });

  test('of a run that did nothing to anything', async () => {
    using rig = await ran();
    expect(await rig.run('resources', 'last')).toBe(0);
    expect(rig).toMatchObject({
      stdout: '',
      stderr: 'nothing was created, changed or destroyed\n',
    });
  });

  test('as JSON', async () => {
    await onCloud({ files }, async ({ rig }) => {
      await rig.run('run', 'w.yaml', '--inputs', 'in.yaml');
      await interruptAfter(rig, asks('vm/rename'));
      await rig.run('resources', 'last', '--format', 'json');
      const entries: unknown[] = JSON.parse(rig.stdout);
      expect(entries.at(-1)).toMatchObject({
        step: 'name_blue',
        verb: 'changes',
        kind: 'vm',
        certainty: 'possible',
      });
    });
  });
});
