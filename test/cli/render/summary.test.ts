import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/core/run/failure.ts';
import type { Plan } from '../../../src/core/workflow/plan.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { renderSummary } from '../../../src/cli/render/summary.ts';
import { beginning, planOf, progressOf, type Script } from './run-rig.ts';

/** The summary of a run, line by line. */
function summaryOf(plan: Plan, tell: (script: Script) => void, columns = Infinity): string[] {
  const look = { paint: createPaint(false), columns };
  const text = renderSummary(progressOf(plan, tell), beginning + 60_000, look);
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

/** The lines of a section, without its title. */
function section(lines: readonly string[], title: string): string[] {
  const from = lines.indexOf(title);
  if (from === -1) return [];
  const to = lines.indexOf('', from);
  return lines.slice(from + 1, to === -1 ? lines.length : to);
}

function start(script: Script, step: string, ms = 0): void {
  script.at(ms, { type: 'call-started', step, call: 'act', action: 'x', attempt: 1 });
}

function succeed(script: Script, step: string, ms: number, outputs = {}): void {
  start(script, step);
  script.at(ms, { type: 'step-succeeded', step, outputs });
}

const cut: Failure = { kind: 'cut', message: 'the connection broke' };

function fail(script: Script, step: string, more: object = {}): void {
  start(script, step);
  script.at(2000, {
    type: 'step-failed',
    step,
    failure: cut,
    during: { action: 'vm/create', attempt: 1 },
    lastSeen: null,
    isUnsettled: false,
    ...more,
  });
}

test('a run that succeeded: its steps, what it created, what it gave back', () => {
  const plan = planOf(
    'steps: [{ id: create, uses: vm/create, await: active }, { id: mail, uses: http/request, if: "1 > 2" }]',
  );
  const lines = summaryOf(plan, (script) => {
    succeed(script, 'create', 65_000, { vm_id: '8c1d', ip: '192.0.2.7', info: {} });
    script.at(1, {
      type: 'step-skipped',
      step: 'mail',
      because: { kind: 'condition', condition: '1 > 2' },
    });
    script.at(65_100, { type: 'run-succeeded', outputs: { vm: '8c1d', all: [1, 2] } });
  });
  expect(lines).toEqual([
    '✔ succeeded in 1m05s  main, run r1',
    '',
    '  ✔ create    vm/create      1m05s',
    '  ↷ mail      http/request          `1 > 2` is not true',
    '',
    'created',
    '  create    vm/create  vm_id 8c1d  ip 192.0.2.7',
    '',
    'outputs',
    '  vm   8c1d',
    '  all  [1,2]',
  ]);
});

test('a run that failed: each failure with its call, attempts, message and what was seen last', () => {
  const plan = planOf('steps: [{ id: a, uses: vm/create }, { id: b, uses: shell/run }]');
  const lines = summaryOf(plan, (script) => {
    fail(script, 'a', {
      during: { action: 'vm/info', attempt: 4 },
      lastSeen: { 'info.status_raw': '"build"' },
    });
    const message = '`make` ended with exit code 2:\nno rule\n\nstop';
    const failure: Failure = { kind: 'command', message, exitCode: 2, signal: null };
    fail(script, 'b', { failure, during: { action: 'shell/run', attempt: 1 } });
    script.at(3000, { type: 'run-failed', failed: ['a', 'b'], message: null });
  });
  expect(lines).toEqual([
    '✖ failed after 3.0s  main, run r1',
    '',
    '  ✖ a         vm/create    2.0s',
    '  ✖ b         shell/run    2.0s',
    '',
    'failed',
    '  ✖ a  vm/info, attempt 4 of 4',
    '    the connection broke',
    '    last seen: info.status_raw is "build"',
    '  ✖ b  shell/run',
    '    `make` ended with exit code 2:',
    '    no rule',
    '    stop',
  ]);
});

test('what a message says was seen last is not said twice', () => {
  const seen = { status: '502' };
  const failure: Failure = { kind: 'hopeless', message: 'status is 502', lastSeen: seen };
  const lines = summaryOf(planOf('steps: [{ id: a, uses: vm/create }]'), (script) => {
    fail(script, 'a', { failure, lastSeen: seen });
  });
  expect(section(lines, 'failed')).toEqual(['  ✖ a  vm/create', '    status is 502']);
});

describe('a call of which nobody knows whether it took effect', () => {
  test.each([
    [
      'vm/create',
      'a second one could create a second thing. look at cloud for what it may have done',
    ],
    ['vm/delete', 'a second one could take more away. look at cloud for what it may have done'],
    ['vm/reboot', 'a second one could do it once more. look at cloud for what it may have done'],
    ['shell/run', 'a second one could do it once more. look at what it was meant to change'],
  ])('%s: it says that it was not repeated, why, and where to look', (action, why) => {
    const plan = planOf(`steps: [{ id: a, uses: ${action} }]`);
    const lines = summaryOf(plan, (script) => fail(script, 'a', { isUnsettled: true }));
    expect(section(lines, 'failed').at(-1)).toBe(
      `    it is not known whether this call took effect, and it was not repeated: ${why}, before you run this again.`,
    );
  });

  test('comes before the other failures, and is never left out', () => {
    const steps = Array.from({ length: 40 }, (_, at) => `{ id: s${at}, uses: vm/create }`);
    const lines = summaryOf(planOf(`steps: [${steps.join(', ')}]`), (script) => {
      for (let at = 0; at < 40; at += 1) fail(script, `s${at}`, { isUnsettled: at >= 25 });
      script.at(3000, { type: 'run-failed', failed: [], message: null });
    });
    const failed = section(lines, 'failed');
    const marks = failed.filter((line) => line.startsWith('  ✖'));
    expect(marks).toEqual(Array.from({ length: 15 }, (_, at) => `  ✖ s${at + 25}  vm/create`));
    expect(failed.at(-1)).toBe('  … 25 more');
  });
});

test('a failure that was allowed says that the run went on', () => {
  const plan = planOf('steps: [{ id: a, uses: vm/create, continue-on-error: true }]');
  const lines = summaryOf(plan, (script) => {
    fail(script, 'a');
    script.at(3000, { type: 'run-succeeded', outputs: {} });
  });
  expect(lines).toEqual([
    '✔ succeeded in 3.0s  main, run r1',
    '',
    '  ✖ a         vm/create    2.0s  the run went on',
    '',
    'failed',
    '  ✖ a  vm/create',
    '    the connection broke',
    '    the run went on, as `continue-on-error` asks',
  ]);
});

test('a run that failed by itself says why', () => {
  const lines = summaryOf(planOf('steps: [{ id: a, uses: shell/run }]'), (script) => {
    succeed(script, 'a', 100);
    script.at(200, {
      type: 'run-failed',
      failed: [],
      message: 'an output has no value: outputs.x',
    });
  });
  expect(section(lines, 'failed')).toEqual([
    '  ✖ the run',
    '    an output has no value: outputs.x',
  ]);
});

test('a sub-run that failed by itself says why, instead of its step', () => {
  const plan = planOf(
    'steps: [{ id: deploy, uses: workflow/run, with: { file: child.yaml } }]',
    'steps: [{ id: check, uses: shell/run }]',
  );
  const lines = summaryOf(plan, (script) => {
    start(script, 'deploy');
    script.startChild(0, 'c1', 'deploy');
    script.at(1, { type: 'run-failed', failed: [], message: 'an output has no value' }, 'c1');
    const failure: Failure = { kind: 'child-run', message: 'run c1 failed', run: 'c1' };
    fail(script, 'deploy', { failure, during: { action: 'workflow/run', attempt: 1 } });
  });
  expect(lines).toContain('    ○ deploy › check  shell/run');
  expect(section(lines, 'failed')).toEqual([
    '  ✖ deploy  workflow/run',
    '    an output has no value',
  ]);
});

test.each([
  ['person', '⊘ cancelled after 3.0s  main, run r1'],
  ['timeout', '⊘ cancelled after 3.0s, because its time was up  main, run r1'],
] as const)('a run that was cancelled by %s', (by, line) => {
  const [first] = summaryOf(planOf('steps: [{ id: a, uses: shell/run }]'), (script) => {
    script.at(3000, { type: 'run-cancelled', by });
  });
  expect(first).toBe(line);
});

test('a run that did not come to its end says so, and what was at work', () => {
  const lines = summaryOf(planOf('steps: [{ id: a, uses: shell/run }]'), (script) => {
    start(script, 'a', 50_000);
  });
  expect(lines).toEqual([
    '✖ broken off after 1m00s: the run did not come to its end  main, run r1',
    '',
    '  › a         shell/run   10.0s',
  ]);
});

describe('what was created', () => {
  const fleet = planOf('steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1] }}" }]');
  const keys = Array.from({ length: 30 }, (_, at) => `k${at}`);
  const createAll = (script: Script) => {
    script.at(0, { type: 'loop-started', step: 'fleet', items: keys, keys });
    for (const item of keys.keys()) {
      const outputs = { vm_id: `v${item}` };
      script.at(item, { type: 'step-succeeded', step: 'fleet', item, outputs });
    }
  };

  test('is cut short when the run succeeded', () => {
    const lines = summaryOf(fleet, (script) => {
      createAll(script);
      script.at(99, { type: 'run-succeeded', outputs: {} });
    });
    const created = section(lines, 'created');
    expect(created).toHaveLength(21);
    expect(created.at(-1)).toBe('  … 10 more');
  });

  test('is listed to the last when it did not: somebody may have to clear it away', () => {
    const lines = summaryOf(fleet, (script) => {
      createAll(script);
      script.at(99, { type: 'run-failed', failed: ['x'], message: null });
    });
    const created = section(lines, 'created');
    expect(created).toHaveLength(30);
    expect(created.at(-1)).toBe('  fleet[k29]  vm/create  vm_id v29');
  });

  test('names the steps that may have taken it away again', () => {
    const plan = planOf('steps: [{ id: a, uses: vm/create }, { id: gone, uses: vm/delete }]');
    const lines = summaryOf(plan, (script) => {
      succeed(script, 'a', 10, { vm_id: 'v1' });
      succeed(script, 'gone', 20);
    });
    expect(section(lines, 'created')).toEqual([
      '  a         vm/create  vm_id v1',
      '  since then "gone" may have taken some of it away',
    ]);
  });

  test('keeps every id whole on a narrow terminal', () => {
    const plan = planOf('steps: [{ id: a, uses: vm/create, await: active }]');
    const tell = (script: Script) =>
      succeed(script, 'a', 10, { vm_id: '8c1d7f7e-aaaa', ip: '192.0.2.50' });
    expect(section(summaryOf(plan, tell, 48), 'created')).toEqual([
      '  a         vm/create  vm_id 8c1d7f7e-aaaa',
      '                       ip 192.0.2.50',
    ]);
  });
});

describe('a long run', () => {
  const steps = Array.from({ length: 30 }, (_, at) => `{ id: s${at}, uses: shell/run }`);
  const lines = summaryOf(planOf(`steps: [${steps.join(', ')}]`), (script) => {
    for (let at = 0; at < 30; at += 1) {
      if (at === 7) fail(script, 's7', { during: { action: 'shell/run', attempt: 1 } });
      else succeed(script, `s${at}`, 1000 + at * 100);
    }
    script.at(9000, { type: 'run-failed', failed: ['s7'], message: null });
  });

  test('counts its steps instead of listing them', () => {
    expect(lines[2]).toBe('  30 steps: succeeded 29 · failed 1');
  });

  test('names the slowest of them', () => {
    expect(section(lines, 'slowest')).toEqual([
      '  ✔ s29       shell/run    3.9s',
      '  ✔ s28       shell/run    3.8s',
      '  ✔ s27       shell/run    3.7s',
      '  ✔ s26       shell/run    3.6s',
      '  ✔ s25       shell/run    3.5s',
    ]);
  });
});

test('on a terminal no line is wider than it', () => {
  const plan = planOf('steps: [{ id: a, uses: vm/create }]');
  const lines = summaryOf(
    plan,
    (script) => {
      const message = `a message of many words ${'that goes on '.repeat(9)}${'x'.repeat(90)}`;
      fail(script, 'a', { failure: { kind: 'cut', message }, isUnsettled: true });
      script.at(9000, { type: 'run-failed', failed: ['a'], message: null });
    },
    60,
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain('before you run this again.');
});
