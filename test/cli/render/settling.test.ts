import { describe, expect, test } from 'vitest';
import { createLinesRenderer } from '../../../src/cli/render/lines-renderer.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';
import type { Plan } from '../../../src/core/workflow/plan.ts';
import { beginning, planOf, progressOf, showRun, type Script } from './run-rig.ts';

const cut = { kind: 'cut', message: 'the connection broke' } as const;
const create = planOf('steps: [{ id: create, uses: vm/create, await: active }]');
const reboot = planOf('steps: [{ id: create, uses: vm/reboot }]');

/** What the lines of a run say of its steps, from the second one on. */
async function wordsOf(plan: Plan, tell: (script: Script) => void): Promise<string[]> {
  const paint = createPaint(false);
  const text = await showRun((output) => createLinesRenderer(output, { paint }), plan, tell);
  const [events = ''] = text.split('\n\n');
  return events
    .split('\n')
    .slice(2)
    .map((line) => line.replace(/^.*?(?:vm|shell)\/\w+ +/, ''));
}

function settle(script: Script, ms: number, attempt = 1): void {
  script.act(ms, 'create', { call: 'settle', action: 'vm/list', attempt });
}

function lose(script: Script): void {
  script.act(0, 'create');
  script.at(1000, { type: 'call-lost', step: 'create', failure: cut });
  settle(script, 1000);
}

describe('a create whose answer was lost', () => {
  test('says that it is looked for, and what was found', async () => {
    const lines = await wordsOf(create, (script) => {
      lose(script);
      const outputs = { vm_id: 'v1' };
      const adopted = { isAdopted: true, outputs } as const;
      script.at(2000, { type: 'action-answered', step: 'create', nextAt: 0, ...adopted });
    });
    expect(lines).toEqual([
      'no answer (the connection broke); looking whether it was created',
      'found: vm_id v1, adopted; waits for "active"',
    ]);
  });

  test('says once that nothing is to be seen, and at last that it is tried again', async () => {
    const lines = await wordsOf(create, (script) => {
      lose(script);
      const postponed = { type: 'settling-postponed', step: 'create', failure: null } as const;
      script.at(2000, { ...postponed, nextAt: beginning + 17_000 });
      settle(script, 17_000, 2);
      script.at(18_000, { ...postponed, nextAt: beginning + 33_000 });
      settle(script, 33_000, 3);
      const retryAt = beginning + 34_000;
      script.at(34_000, {
        type: 'call-failed',
        step: 'create',
        failure: cut,
        retryAt,
        isAbsent: true,
      });
    });
    expect(lines.slice(1)).toEqual([
      'nothing to be seen so far; looking again in 15s, until it is certain',
      'certainly not created: trying again',
    ]);
  });

  test('says when looking itself fails', async () => {
    const lines = await wordsOf(create, (script) => {
      lose(script);
      const failure = { kind: 'refused', message: 'no connection' } as const;
      const nextAt = beginning + 6000;
      script.at(2000, { type: 'settling-postponed', step: 'create', nextAt, failure });
    });
    expect(lines.at(-1)).toBe('looking failed: no connection; looking again in 4.0s');
  });

  test('is unsettled when it cannot be found out, and goes on from what a person says', async () => {
    const lines = await wordsOf(create, (script) => {
      lose(script);
      const unsettled = { type: 'step-unsettled', step: 'create', action: 'vm/create' } as const;
      script.at(2000, { ...unsettled, reason: 'the connection broke; 2 things', candidates: [] });
      script.at(2000, {
        type: 'run-needs-operator',
        unsettled: ['create'],
        notUndone: [],
        failed: [],
      });
      script.at(9000, { type: 'run-resumed' });
      script.at(9000, { type: 'unsettled-answered', step: 'create', outputs: { vm_id: 'v1' } });
      const adopted = { isAdopted: true, outputs: { vm_id: 'v1' } } as const;
      script.at(9000, { type: 'action-answered', step: 'create', nextAt: 0, ...adopted });
    });
    expect(lines.slice(1)).toEqual([
      'unsettled: the connection broke; 2 things',
      '    2.0s  run needs an operator: unsettled create',
      '    9.0s  run r1 of main goes on: 0 of 1 step ended',
      'settled: it is vm_id v1',
      'vm_id v1, adopted; waits for "active"',
    ]);
  });

  test('is taken up by another process, which finds no answer', async () => {
    const lines = await wordsOf(create, (script) => {
      script.act(0, 'create');
      script.at(5000, { type: 'run-resumed' });
      settle(script, 5000);
    });
    expect(lines.at(-1)).toBe('no answer was recorded; looking whether it was created');
  });
});

test('an act that nobody can look for says that nobody knows', async () => {
  const lines = await wordsOf(reboot, (script) => {
    script.act(0, 'create');
    script.at(1000, { type: 'call-lost', step: 'create', failure: cut });
  });
  expect(lines).toEqual(['no answer (the connection broke); nobody knows whether it took effect']);
});

test('an act that was rejected after an earlier one was lost may have been done before', async () => {
  const lines = await wordsOf(reboot, (script) => {
    script.act(0, 'create');
    const failure = { kind: 'rejected', message: 'it is there' } as const;
    script.at(1000, { type: 'call-lost', step: 'create', failure });
    settle(script, 1000);
    script.at(2000, { type: 'step-succeeded', step: 'create', outputs: {}, isAdopted: true });
  });
  expect(lines).toEqual([
    'rejected (it is there); looking whether it took effect before',
    'succeeded in 2.0s (found: it took effect)',
  ]);
});

test('a cancelled step says when nobody knows what it did', async () => {
  const lines = await wordsOf(reboot, (script) => {
    script.act(0, 'create');
    script.at(1000, { type: 'step-cancelled', step: 'create', isUnsettled: true });
  });
  expect(lines).toEqual(['cancelled after 1.0s; not known whether it took effect']);
});

test('a person is told the question, and the command that answers it', async () => {
  const plan = planOf('steps: [{ id: ask, uses: approve/ask }]');
  const paint = createPaint(false);
  const text = await showRun(
    (output) => createLinesRenderer(output, { paint }),
    plan,
    (script) => {
      const message = 'shall it\ngo on?';
      script.act(0, 'ask', { action: 'approve/ask', input: { message } });
    },
  );
  expect(text.split('\n')[1]).toBe(
    '    0.0s  ask       approve/ask  asks: shall it go on?; answer with: perilune approve r1 ask (or with --reject)',
  );
});

describe('an act of which nobody knows is remembered', () => {
  const knownOf = (tell: (script: Script) => void) =>
    progressOf(create, tell).root.steps.members[0]?.known;

  test('with what it was given', () => {
    const known = knownOf((script) => {
      script.act(0, 'create', { input: { hostname: 'web' } });
      script.at(1000, { type: 'call-lost', step: 'create', failure: cut });
    });
    expect(known).toMatchObject({ input: { hostname: 'web' }, outputs: null, mayHaveActed: true });
  });

  test('until it is certain that it did nothing', () => {
    const known = knownOf((script) => {
      lose(script);
      script.at(2000, {
        type: 'call-failed',
        step: 'create',
        failure: cut,
        retryAt: 0,
        isAbsent: true,
      });
    });
    expect(known?.mayHaveActed).toBe(false);
  });

  test('also when its process died: the next call begins while it is out', () => {
    const known = knownOf((script) => {
      script.act(0, 'create');
      script.act(9000, 'create', { attempt: 2 });
    });
    expect(known?.mayHaveActed).toBe(true);
  });
});
