import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/core/run/failure.ts';
import { RunProgress } from '../../../src/cli/render/run-progress.ts';
import type { TrackedWork } from '../../../src/cli/render/tracked-work.ts';
import { beginning, createScript, planOf, progressOf, type Script } from './run-rig.ts';

const refused: Failure = { kind: 'refused', message: 'no connection' };

function failed(failure: Failure = refused) {
  return {
    type: 'step-failed',
    failure,
    during: null,
    lastSeen: null,
    isUnsettled: false,
  } as const;
}

function act(step: string, item?: number) {
  const where = item === undefined ? { step } : { step, item };
  return { type: 'call-started', ...where, call: 'act', action: 'shell/run', attempt: 1 } as const;
}

function labels(works: Iterable<TrackedWork>): string[] {
  return [...works].map(({ label }) => label);
}

const one = planOf('steps: [{ id: a, uses: vm/create, await: active }]');
const stateOfA = (tell: (script: Script) => void) =>
  progressOf(one, tell).root.steps.members[0]?.state;

describe('a step', () => {
  test('is pending until its first call', () => {
    expect(stateOfA(() => {})).toEqual({ status: 'pending' });
  });

  test('runs while a call is out', () => {
    expect(stateOfA((script) => script.at(100, act('a')))).toEqual({
      status: 'running',
      startedAt: beginning + 100,
      acts: 1,
      looks: 0,
      seen: null,
      call: 'act',
      attempt: 1,
    });
  });

  test('waits for its next attempt, and knows why', () => {
    const state = stateOfA((script) => {
      script.at(100, { ...act('a'), attempt: 2 });
      script.at(200, {
        type: 'call-failed',
        step: 'a',
        failure: refused,
        retryAt: beginning + 900,
      });
    });
    expect(state).toMatchObject({
      status: 'waiting',
      startedAt: beginning + 100,
      call: 'act',
      until: beginning + 900,
      failed: { attempt: 2, failure: refused },
    });
  });

  test('remembers what was seen last while it looks again', () => {
    const state = stateOfA((script) => {
      script.at(100, act('a'));
      script.at(200, { type: 'action-answered', step: 'a', outputs: {}, nextAt: beginning + 300 });
      script.at(300, { ...act('a'), call: 'look' });
      script.at(400, { type: 'observed', step: 'a', seen: { x: '1' }, nextAt: beginning + 900 });
      script.at(900, { ...act('a'), call: 'look' });
    });
    expect(state).toMatchObject({ status: 'running', call: 'look', looks: 1, seen: { x: '1' } });
  });

  test('that failed before any call began and ended at once', () => {
    const state = stateOfA((script) => script.at(100, { ...failed(), step: 'a' }));
    const at = beginning + 100;
    expect(state).toMatchObject({ status: 'failed', startedAt: at, endedAt: at });
  });
});

describe('what a run created', () => {
  test('is known as soon as the action answered, and stays when the step fails', () => {
    const progress = progressOf(one, (script) => {
      script.at(100, act('a'));
      const outputs = { vm_id: 'v1', ignored: 'x' };
      script.at(200, { type: 'action-answered', step: 'a', outputs, nextAt: beginning + 300 });
      script.at(900, { ...failed(), step: 'a' });
    });
    expect([...progress.created]).toMatchObject([{ work: { label: 'a' }, ids: [['vm_id', 'v1']] }]);
  });

  test('gains the ids that the wait found', () => {
    const progress = progressOf(one, (script) => {
      script.at(100, act('a'));
      script.at(200, { type: 'action-answered', step: 'a', outputs: { vm_id: 'v1' }, nextAt: 0 });
      const outputs = { vm_id: 'v1', ip: '192.0.2.1', info: { status_raw: 'active' } };
      script.at(900, { type: 'step-succeeded', step: 'a', outputs });
    });
    const ids = [...progress.created].map((created) => created.ids);
    expect(ids).toEqual([
      [
        ['vm_id', 'v1'],
        ['ip', '192.0.2.1'],
      ],
    ]);
  });

  test('is nothing when its steps create nothing', () => {
    const plan = planOf('steps: [{ id: a, uses: vm/reboot }]');
    const progress = progressOf(plan, (script) => {
      script.at(100, act('a'));
      script.at(200, { type: 'step-succeeded', step: 'a', outputs: { vm_id: 'v1' } });
    });
    expect([...progress.created]).toEqual([]);
  });
});

describe('a loop', () => {
  const plan = planOf('steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1, 2, 3] }}" }]');
  const begin = (script: Script) => {
    script.at(0, { type: 'loop-started', step: 'fleet', items: [1, 2, 3], keys: ['a', 'b', 'c'] });
    script.at(0, { type: 'item-started', step: 'fleet', item: 0 });
    script.at(0, act('fleet', 0));
    script.at(0, { type: 'item-started', step: 'fleet', item: 1 });
    script.at(0, act('fleet', 1));
  };

  test('counts its items, and names them by their keys', () => {
    const progress = progressOf(plan, begin);
    const [fleet] = progress.root.steps.members;
    expect(labels(fleet?.items?.active ?? [])).toEqual(['fleet[a]', 'fleet[b]']);
    expect(fleet?.items?.counts).toMatchObject({ running: 2, pending: 1, succeeded: 0 });
    expect(progress.root.steps.counts).toMatchObject({ running: 1, pending: 0 });
  });

  test('that failed with its items leaves the telling to them', () => {
    const progress = progressOf(plan, (script) => {
      begin(script);
      script.at(1, { ...failed(), step: 'fleet', item: 1 });
      script.at(2, { type: 'step-succeeded', step: 'fleet', item: 0, outputs: { vm_id: 'v1' } });
      const loop: Failure = { kind: 'loop', message: '1 of 3 items failed', failed: ['b'] };
      script.at(3, { ...failed(loop), step: 'fleet' });
    });
    expect(labels(progress.failures)).toEqual(['fleet[b]']);
    expect(labels([...progress.created].map(({ work }) => work))).toEqual(['fleet[a]']);
  });

  test('that failed without a failed item tells so itself', () => {
    const progress = progressOf(plan, (script) => {
      begin(script);
      const loop: Failure = { kind: 'loop', message: '1 item was not started', failed: [] };
      script.at(3, { ...failed(loop), step: 'fleet' });
    });
    expect(labels(progress.failures)).toEqual(['fleet']);
  });
});

describe('a sub-run', () => {
  const plan = planOf(
    'steps: [{ id: deploy, uses: workflow/run, with: { file: child.yaml } }]',
    'steps: [{ id: create, uses: vm/create }, { id: check, uses: shell/run, needs: [create] }]',
  );
  const childFailure: Failure = { kind: 'child-run', message: 'run c1 failed', run: 'c1' };

  test('stands under the step that it is', () => {
    const progress = progressOf(plan, (script) => {
      script.at(0, act('deploy'));
      script.startChild(1, 'c1', 'deploy');
      script.at(2, act('create'), 'c1');
    });
    const [deploy] = progress.root.steps.members;
    expect(labels(deploy?.child?.steps.members ?? [])).toEqual([
      'deploy › create',
      'deploy › check',
    ]);
    expect(deploy?.child?.steps.counts).toMatchObject({ running: 1, pending: 1 });
  });

  test('leaves out the failure of its step, which only repeats what failed within', () => {
    const progress = progressOf(plan, (script) => {
      script.at(0, act('deploy'));
      script.startChild(1, 'c1', 'deploy');
      script.at(2, { ...failed(), step: 'create' }, 'c1');
      script.at(3, { type: 'run-failed', failed: ['create'], message: null }, 'c1');
      script.at(4, { ...failed(childFailure), step: 'deploy' });
    });
    expect(labels(progress.failures)).toEqual(['deploy › create']);
  });

  test('keeps the failure of its step when none of its own steps failed', () => {
    const progress = progressOf(plan, (script) => {
      script.at(0, act('deploy'));
      script.startChild(1, 'c1', 'deploy');
      script.at(3, { type: 'run-failed', failed: [], message: 'no value' }, 'c1');
      script.at(4, { ...failed(childFailure), step: 'deploy' });
    });
    expect(labels(progress.failures)).toEqual(['deploy']);
  });

  test('of an earlier attempt counts no more, but what it created does', () => {
    const progress = progressOf(plan, (script) => {
      script.at(0, act('deploy'));
      script.startChild(1, 'c1', 'deploy');
      script.at(2, { type: 'step-succeeded', step: 'create', outputs: { vm_id: 'v1' } }, 'c1');
      script.at(2, { ...failed(), step: 'check' }, 'c1');
      script.at(3, { type: 'run-failed', failed: ['check'], message: null }, 'c1');
      script.at(4, { type: 'call-failed', step: 'deploy', failure: childFailure, retryAt: 0 });
      script.at(5, { ...act('deploy'), attempt: 2 });
      script.startChild(5, 'c1-2', 'deploy');
    });
    expect(progress.failures).toEqual([]);
    expect([...progress.created].map(({ ids }) => ids)).toEqual([[['vm_id', 'v1']]]);
    expect(progress.root.steps.members[0]?.child?.id).toBe('c1-2');
  });
});

describe('events of what the plan does not know', () => {
  test.each([
    ['a step', (script: Script) => script.at(1, act('other'))],
    ['an item', (script: Script) => script.at(1, act('a', 7))],
    ['a run', (script: Script) => script.at(1, { type: 'finally-started' }, 'other')],
    ['a sub-run', (script: Script) => script.startChild(1, 'c1', 'a')],
  ])('%s: they change nothing', (_what, tell) => {
    const progress = progressOf(one, tell);
    expect(progress.root.steps.counts).toMatchObject({ pending: 1, running: 0 });
    expect(progress.root.phase).toBe('main');
    expect(progress.root.steps.members[0]?.child).toBeNull();
  });
});

test('the counts always add up to the number of steps', () => {
  const steps = Array.from({ length: 50 }, (_, at) => `{ id: s${at}, uses: shell/run }`);
  const progress = new RunProgress(planOf(`steps: [${steps.join(', ')}]`), 'r1');
  const script = createScript((recorded) => {
    progress.observe(recorded);
    const { counts, active } = progress.root.steps;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(active.size).toBe(counts.running + counts.waiting);
  });
  script.start();
  for (let at = 0; at < 50; at += 1) {
    const step = `s${at}`;
    script.at(at, act(step));
    script.at(at, { type: 'call-failed', step, failure: refused, retryAt: beginning });
    script.at(at, { ...act(step), attempt: 2 });
    if (at % 3 === 0) script.at(at, { ...failed(), step });
    else if (at % 3 === 1) script.at(at, { type: 'step-succeeded', step, outputs: {} });
    else script.at(at, { type: 'step-cancelled', step });
  }
  expect(progress.root.steps.counts).toMatchObject({ failed: 17, succeeded: 17, cancelled: 16 });
});
