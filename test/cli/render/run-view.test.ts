import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/core/workflow/plan.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';
import type { RunProgress } from '../../../src/cli/render/run-progress.ts';
import { renderView } from '../../../src/cli/render/run-view.ts';
import { textWidth } from '../../../src/cli/render/text-width.ts';
import { beginning, planOf, progressOf, type Script } from './run-rig.ts';

const standard = { columns: 80, rows: 24 };

function viewAt(ms: number, progress: RunProgress, size = standard, notice: string | null = null) {
  const look = { paint: createPaint(false), spinner: '*', notice };
  return renderView(progress, beginning + ms, size, look);
}

function viewOf(plan: Plan, ms: number, tell: (script: Script) => void, size = standard) {
  return viewAt(ms, progressOf(plan, tell), size);
}

function call(step: string, attempt = 1, kind: 'act' | 'look' = 'act') {
  return { type: 'call-started', step, call: kind, action: 'x', attempt } as const;
}

const failure = { kind: 'refused', message: 'no connection\nto 192.0.2.1' } as const;
const failed = {
  type: 'step-failed',
  failure,
  during: null,
  lastSeen: null,
  isUnsettled: false,
} as const;

const several = planOf(`
steps:
  - { id: key, uses: shell/run }
  - { id: create, uses: vm/create, await: active }
  - { id: attach, uses: vm/reboot }
  - { id: detach, uses: vm/reboot, continue-on-error: true }
  - { id: swap, uses: vm/reboot }
  - { id: mail, uses: http/request, if: 1 > 2 }
  - { id: late, uses: shell/run }
finally:
  - { id: clean, uses: shell/run }`);

function tellSeveral(script: Script): void {
  script.at(0, call('key'));
  script.at(800, { type: 'step-succeeded', step: 'key', outputs: {} });
  script.at(1000, call('create'));
  script.at(1500, {
    type: 'action-answered',
    step: 'create',
    outputs: {},
    nextAt: beginning + 5000,
  });
  const seen = { 'info.status_raw': '"build"' };
  script.at(5000, { type: 'observed', step: 'create', seen, nextAt: beginning + 12_000 });
  script.at(2000, call('attach'));
  script.at(9000, { type: 'call-failed', step: 'attach', failure, retryAt: beginning + 11_500 });
  script.at(2000, call('detach'));
  script.at(4000, { ...failed, step: 'detach' });
  script.at(2000, call('swap'));
  script.at(5000, { ...failed, step: 'swap', isUnsettled: true });
  const because = { kind: 'condition', condition: '1 > 2' } as const;
  script.at(2000, { type: 'step-skipped', step: 'mail', because });
  script.at(8000, call('late', 2));
}

describe('a run whose steps fit', () => {
  test('lists them all, each with what there is to say of it', () => {
    expect(viewOf(several, 10_000, tellSeveral)).toEqual([
      '* main  10.0s  succeeded 1 · failed 2 · running 1 · waiting 2 · skipped 1 · pen…',
      '  ✔ key        800ms  shell/run',
      '  * create      9.0s  status_raw is build · look in 2s',
      '  * attach      8.0s  attempt 2 of 4 in 2s: no connection to 192.0.2.1',
      '  ✖ detach      2.0s  no connection to 192.0.2.1 (the run goes on)',
      '  ✖ swap        3.0s  it may have taken effect: no connection to 192.0.2.1',
      '  ↷ mail              `1 > 2` is not true',
      '  * late        2.0s  attempt 2 of 4',
      '  ○ clean             finally',
    ]);
  });

  test('gives the actions a column of their own where there is room', () => {
    const view = viewOf(several, 70_000, tellSeveral, { columns: 100, rows: 24 });
    expect(view.slice(1, 4)).toEqual([
      '  ✔ key       shell/run      800ms',
      '  * create    vm/create      1m09s  status_raw is build · look in 0s',
      '  * attach    vm/reboot      1m08s  attempt 2 of 4 in 0s: no connection to 192.0.2.1',
    ]);
  });

  test('says what is waited for until something was seen', () => {
    const plan = planOf('steps: [{ id: create, uses: vm/create, await: active }]');
    const view = viewOf(plan, 2000, (script) => {
      script.at(0, call('create'));
      const nextAt = beginning + 125_000;
      script.at(1000, { type: 'action-answered', step: 'create', outputs: {}, nextAt });
    });
    expect(view[1]).toBe('  * create      2.0s  waits for "active" · look in 2m03s');
  });

  test('shows a notice under the first line, folded where it does not fit', () => {
    const progress = progressOf(planOf('steps: [{ id: a, uses: shell/run }]'), () => {});
    const notice = 'cancelling: press Ctrl-C again to leave at once';
    expect(viewAt(0, progress, { columns: 40, rows: 24 }, notice)).toEqual([
      '* main  0.0s  pending 1',
      '  cancelling: press Ctrl-C again to',
      '  leave at once',
      '  ○ a                 shell/run',
    ]);
  });

  test.each([
    ['person', '  cancelling'],
    ['timeout', '  the time of the run is up: it is cancelled'],
  ] as const)('that is cancelled by %s says so', (by, line) => {
    const plan = planOf('steps: [{ id: a, uses: shell/run }]');
    const view = viewOf(plan, 0, (script) => script.at(0, { type: 'cancel-requested', by }));
    expect(view[1]).toBe(line);
  });
});

describe('a loop', () => {
  const plan = planOf(
    'steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1] }}" }, { id: b, uses: shell/run }]',
  );
  const progress = progressOf(plan, (script) => {
    const keys = Array.from({ length: 40 }, (_, at) => `web-${at}`);
    script.at(0, { type: 'loop-started', step: 'fleet', items: keys, keys });
    for (let item = 0; item < 15; item += 1) {
      script.at(0, { type: 'item-started', step: 'fleet', item });
      script.at(0, { ...call('fleet'), item });
      if (item < 11) script.at(0, { type: 'step-succeeded', step: 'fleet', item, outputs: {} });
    }
    script.at(0, { ...failed, step: 'fleet', item: 11 });
  });

  test('counts its items, shows those at work below it, and those that failed at the end', () => {
    expect(viewAt(1500, progress)).toEqual([
      '* main  1.5s  running 1 · pending 1',
      '  * fleet              1.5s  12/40 (3 running, 1 failed)',
      '    * fleet[web-12]    1.5s  vm/create',
      '    * fleet[web-13]    1.5s  vm/create',
      '    * fleet[web-14]    1.5s  vm/create',
      '  ○ b                        shell/run',
      '  ✖ fleet[web-11]       0ms  no connection to 192.0.2.1',
    ]);
  });

  test('says how many more there are when they do not all fit', () => {
    expect(viewAt(1500, progress, { columns: 80, rows: 6 })).toEqual([
      '* main  1.5s  running 1 · pending 1',
      '  * fleet              1.5s  12/40 (3 running, 1 failed)',
      '    * fleet[web-12]    1.5s  vm/create',
      '  … 2 more at work',
      '  ○ b                        shell/run',
    ]);
  });

  test('that succeeded says how many items it had', () => {
    const view = viewOf(plan, 100, (script) => {
      script.at(0, { type: 'loop-started', step: 'fleet', items: [1, 2], keys: ['0', '1'] });
      script.at(50, { type: 'step-succeeded', step: 'fleet', outputs: [] });
    });
    expect(view[1]).toBe('  ✔ fleet       50ms  2 items');
  });
});

test('a sub-run stands under its step, with what is at work within', () => {
  const plan = planOf(
    'steps: [{ id: deploy, uses: workflow/run, with: { file: child.yaml } }]',
    'steps: [{ id: create, uses: vm/create }, { id: check, uses: shell/run }]',
  );
  const view = viewOf(plan, 3000, (script) => {
    script.at(0, call('deploy'));
    script.startChild(0, 'c1', 'deploy');
    script.at(0, call('create'), 'c1');
    script.at(500, { type: 'step-succeeded', step: 'create', outputs: {} }, 'c1');
    script.at(500, call('check'), 'c1');
  });
  expect(view).toEqual([
    '* main  3.0s  running 1',
    '  * deploy              3.0s  1/2 steps',
    '    * deploy › check    2.5s  shell/run',
  ]);
});

describe('a run of 1,000 steps', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `step_${at}`);
  const plan = planOf(
    `steps:\n${ids.map((id) => `  - { id: ${id}, uses: shell/run }`).join('\n')}`,
  );
  const progress = progressOf(plan, (script) => {
    for (const [at, step] of ids.slice(0, 824).entries()) {
      script.at(at, call(step));
      if (at >= 812) continue;
      if (at % 50 === 49) script.at(at + 1, { ...failed, step });
      else script.at(at + 1, { type: 'step-succeeded', step, outputs: {} });
    }
  });

  test('shows what failed, what ended last and what is at work', () => {
    expect(viewAt(900, progress)).toEqual([
      '* main  0.9s  succeeded 796 · failed 16 · running 12 · pending 176',
      '  ✖ step_49      1ms  no connection to 192.0.2.1',
      '  ✖ step_99      1ms  no connection to 192.0.2.1',
      '  ✖ step_149     1ms  no connection to 192.0.2.1',
      '  ✖ step_199     1ms  no connection to 192.0.2.1',
      '  ✖ step_249     1ms  no connection to 192.0.2.1',
      '  ✖ step_299     1ms  no connection to 192.0.2.1',
      '  … 10 more failed',
      '  ✔ step_809     1ms  shell/run',
      '  ✔ step_810     1ms  shell/run',
      '  ✔ step_811     1ms  shell/run',
      ...ids.slice(812, 824).map((id) => `  * ${id}    0.0s  shell/run`),
    ]);
  });

  test.each([
    { columns: 80, rows: 24 },
    { columns: 40, rows: 10 },
    { columns: 20, rows: 5 },
    { columns: 200, rows: 60 },
    { columns: 10, rows: 2 },
    { columns: 80, rows: 1 },
  ])('never exceeds a terminal of $columns × $rows', (size) => {
    const view = viewAt(900, progress, size);
    expect(view.length).toBeLessThanOrEqual(Math.max(1, size.rows - 1));
    expect(Math.max(...view.map(textWidth))).toBeLessThanOrEqual(size.columns);
  });

  test('says how many more are at work than fit', () => {
    const crowd = progressOf(plan, (script) => {
      for (const step of ids) script.at(0, call(step));
    });
    const view = viewAt(0, crowd);
    expect(view).toHaveLength(23);
    expect(view.at(-1)).toBe('  … 979 more at work');
  });
});

test('names that a terminal cannot show in their columns are cut by width', () => {
  const plan = planOf('steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1] }}" }]');
  const view = viewOf(plan, 0, (script) => {
    const keys = ['東京'.repeat(20), '\u001b[2Jclear', '🚀'.repeat(30)];
    script.at(0, { type: 'loop-started', step: 'fleet', items: keys, keys });
    for (const item of keys.keys()) script.at(0, { ...call('fleet'), item });
  });
  expect(Math.max(...view.map(textWidth))).toBeLessThanOrEqual(80);
  expect(view[3]).toBe('    * fleet[clear]                  0.0s  vm/create');
});
