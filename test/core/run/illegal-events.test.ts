import { describe, expect, test } from 'vitest';
import { apply } from '../../../src/core/run/apply.ts';
import { IllegalEvent } from '../../../src/core/run/transition.ts';
import { decide } from '../../../src/core/run/decide.ts';
import type { RunEvent, RunInfo } from '../../../src/core/run/event.ts';
import { judge } from '../../../src/core/run/judge.ts';
import { initialState, workAt, type RunState } from '../../../src/core/run/state.ts';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';
import { planOf } from '../../support/plan.ts';

const text = `
  steps:
    - { id: a, uses: thing/look }
    - { id: b, uses: thing/look, needs: [a] }
    - { id: each, uses: thing/look, foreach: [1, 2], max-parallel: 1 }
`;

const run: RunInfo = {
  id: 'r1',
  workflow: 'test',
  file: 'test.yaml',
  planHash: '',
  inputs: {},
  startedAt: 0,
  scheduledAt: null,
  parent: null,
};

const notStarted = initialState({ plan: planOf(text), run, secrets: {} });
const started = machine(text);

const failed = {
  type: 'step-failed',
  at: 0,
  failure: failures.cut,
  during: null,
  lastSeen: null,
  isUnsettled: false,
} as const;

describe('an event that cannot follow is refused', () => {
  const cases: readonly [name: string, state: RunState, event: RunEvent, reason: string][] = [
    ['before the run starts', notStarted, { type: 'finally-started', at: 0 }, 'the run is pending'],
    ['a second start', started.state, { type: 'run-started', at: 0, run }, 'the run is running'],
    [
      'about a step that does not exist',
      started.state,
      { type: 'step-cancelled', at: 0, step: 'c' },
      'the plan has no such step',
    ],
    [
      'the end of a step that waits for others',
      started.state,
      { type: 'step-succeeded', at: 0, step: 'b', outputs: {} },
      'it is pending',
    ],
    ['a failure before its turn', started.state, { ...failed, step: 'b' }, 'it is pending'],
    [
      'a skip of what is at work',
      started.state,
      { type: 'step-skipped', at: 0, step: 'a', because: { kind: 'cancelled' } },
      'it is calling',
    ],
    [
      'a cancelled step that had not begun',
      started.state,
      { type: 'step-cancelled', at: 0, step: 'b' },
      'it is pending',
    ],
    [
      'a call of what is called already',
      started.state,
      { type: 'call-started', at: 0, step: 'a', call: 'act', action: 'thing/look', attempt: 2 },
      'it is calling',
    ],
    [
      'the end of a call that was not made',
      started.state,
      { type: 'call-failed', at: 0, step: 'b', failure: failures.cut, retryAt: 0 },
      'it is pending',
    ],
    [
      'an observation that nobody made',
      started.state,
      { type: 'observed', at: 0, step: 'b', seen: {}, nextAt: 0 },
      'it is pending',
    ],
    [
      'a loop of what is at work',
      started.state,
      { type: 'loop-started', at: 0, step: 'a', items: [], keys: [] },
      'it is calling',
    ],
    [
      'an item of what is no loop',
      started.state,
      { type: 'item-started', at: 0, step: 'a', item: 0 },
      'it is not in a loop',
    ],
    [
      'an item out of turn',
      started.state,
      { type: 'item-started', at: 0, step: 'each', item: 0 },
      'the next item is 1',
    ],
    [
      'the end of an item that has not begun',
      started.state,
      { type: 'step-succeeded', at: 0, step: 'each', item: 1, outputs: {} },
      'it is pending',
    ],
    [
      'the start of an item without its number',
      started.state,
      { type: 'item-started', at: 0, step: 'a' } as unknown as RunEvent,
      'it is calling',
    ],
    ['`finally` too early', started.state, { type: 'finally-started', at: 0 }, 'steps are open'],
    [
      'the end of the run too early',
      started.state,
      { type: 'run-succeeded', at: 0, outputs: {} },
      '3 steps have not ended',
    ],
  ];

  test.each(cases)('%s', (_, state, event, reason) => {
    expect(() => apply(state, event)).toThrow(IllegalEvent);
    expect(() => apply(state, event)).toThrow(reason);
  });

  test('anything after the end', () => {
    const ended = machine('steps: [{ id: a, uses: thing/look }]');
    ended.succeed('a');
    const event: RunEvent = { type: 'cancel-requested', at: 0, by: 'person' };
    expect(() => apply(ended.state, event)).toThrow('the run is over (succeeded)');
  });
});

test('an event leaves the state before it as it was', () => {
  const before = machine(text);
  const { state } = before;
  const copy = JSON.stringify({ ...state, context: null, steps: [...state.steps] });
  apply(state, { ...failed, step: 'a' });
  expect(JSON.stringify({ ...state, context: null, steps: [...state.steps] })).toBe(copy);
});

test('the end of a call that is not out is a mistake of the program', () => {
  const end = { address: { step: 1, item: null }, outcome: { ok: true, outputs: {} }, chance: 0 };
  expect(() => judge(started.state, end as never, 0)).toThrow('a call ended of what is pending');
});

test('nothing is decided about what has not begun, is out, or has ended', () => {
  expect(decide(started.state, { step: 0, item: null }, 0)).toEqual([]);
  expect(decide(started.state, { step: 1, item: null }, 0)).toEqual([]);
});

test('there is no work at an address that does not exist', () => {
  expect(() => workAt(started.state, { step: 0, item: 1 })).toThrow(RangeError);
  expect(() => workAt(started.state, { step: 9, item: null })).toThrow(RangeError);
  expect(() => decide(started.state, { step: 9, item: null }, 0)).toThrow(RangeError);
});
