import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/core/run/apply.ts';
import type { RunEvent } from '../../src/core/run/event.ts';
import { hasEnded, initialState, type RunState } from '../../src/core/run/state.ts';
import { plainState } from '../support/plain-state.ts';
import { endingsOf, scenarios, type Scenario } from '../support/arbitrary-workflow.ts';
import { startOfTime, startRun } from '../support/rig.ts';
import type { ActionCall } from '../support/scripted-actions.ts';

interface Finished {
  readonly state: RunState;
  /** As the journal holds them. */
  readonly events: readonly RunEvent[];
  readonly calls: readonly ActionCall[];
  /** How many calls were out at once, at most. */
  readonly mostCalls: number;
  /** How each call was made to end. */
  readonly endings: ReadonlyMap<ActionCall, 'well' | 'badly'>;
}

const scenario = scenarios();

/** Runs a scenario to its end. */
async function finish(given: Scenario): Promise<Finished> {
  const script = endingsOf(given);
  const endings = new Map<ActionCall, 'well' | 'badly'>();
  let mostCalls = 0;
  using run = startRun(JSON.stringify(given.document), {
    seed: given.seed,
    script(call) {
      mostCalls = Math.max(mostCalls, run.open.length);
      const ending = script(call);
      endings.set(call, ending !== undefined && 'outputs' in ending ? 'well' : 'badly');
      return ending;
    },
  });
  if (given.cancelAfterMs !== null) {
    const moment = startOfTime + given.cancelAfterMs;
    run.clock.sleepUntil(moment).then(
      () => run.cancel(),
      // The run was over before.
      () => undefined,
    );
  }
  const state = await run.ended;
  const events: RunEvent[] = [];
  for await (const { event } of run.journal.read('run')) events.push(event);
  return { state, events, calls: run.actions.calls, mostCalls, endings };
}

/** The same for all properties of one go, so that they look at the same runs; another one each time. */
const seed = Date.now();
const finished = new Map<string, Promise<Finished>>();

function finishOnce(given: Scenario): Promise<Finished> {
  const key = JSON.stringify(given);
  const known = finished.get(key) ?? finish(given);
  finished.set(key, known);
  return known;
}

/** Says that something holds of every run, whatever the workflow, the world and the person do. */
async function always(holds: (run: Finished) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      holds(await finishOnce(given));
    }),
    { numRuns: 250, seed },
  );
}

const ends = ['step-skipped', 'step-succeeded', 'step-failed', 'step-cancelled'];

function isEnd(event: RunEvent): event is Extract<RunEvent, { readonly step: string }> {
  return ends.includes(event.type);
}

/** Whether a person has to say what became of a call, or may have to. */
function isHeld(events: readonly RunEvent[]): boolean {
  return events.at(-1)?.type === 'run-needs-operator';
}

describe('every run', () => {
  test('ends every step, and every item that it began, exactly once, and itself last', async () => {
    await always(({ events, state }) => {
      // One that waits for a person is not over.
      if (isHeld(events)) return;
      const work = events.filter(isEnd).map(({ step, item }) => `${step} ${item ?? ''}`);
      expect(new Set(work).size).toBe(work.length);
      const begun = events.flatMap((event) =>
        event.type === 'item-started' ? [`${event.step} ${event.item}`] : [],
      );
      const steps = state.context.plan.workflow.steps.map(({ id }) => `${id} `);
      expect(work.toSorted()).toEqual([...steps, ...begun].toSorted());
      expect(events.findIndex(({ type }) => /^run-(?!started)/.test(type))).toBe(events.length - 1);
      expect([...state.steps].every(hasEnded)).toBe(true);
    });
  });

  test('starts no step before all that it needs has ended', async () => {
    await always(({ events, state }) => {
      const ended = new Set<string>();
      const { steps } = state.context.plan.workflow;
      for (const event of events) {
        if (isEnd(event) && event.item === undefined) ended.add(event.step);
        if (event.type !== 'call-started' && event.type !== 'loop-started') continue;
        const step = steps.find(({ id }) => id === event.step);
        const open = (step?.needs ?? []).map((need) => steps[need]?.id ?? '');
        expect(open.filter((id) => !ended.has(id))).toEqual([]);
      }
    });
  });

  test('starts `finally` when the whole main part has ended', async () => {
    await always(({ events, state }) => {
      const main = state.context.plan.workflow.steps.filter(({ phase }) => phase === 'main');
      const at = events.findIndex(({ type }) => type === 'finally-started');
      if (at === -1 || isHeld(events)) return;
      const before = events
        .slice(0, at)
        .filter((event) => isEnd(event) && event.item === undefined);
      expect(before).toHaveLength(main.length);
    });
  });

  test('never has more calls out than `max-parallel` allows', async () => {
    await always(({ mostCalls, state }) => {
      expect(mostCalls).toBeLessThanOrEqual(state.context.plan.workflow.maxParallel);
    });
  });

  test('never has more items of a loop at work than its `max-parallel` allows', async () => {
    await always(({ events, state }) => {
      const atWork = new Map<string, number>();
      for (const event of events) {
        if (event.type === 'item-started') {
          atWork.set(event.step, (atWork.get(event.step) ?? 0) + 1);
        } else if (isEnd(event) && event.item !== undefined) {
          atWork.set(event.step, (atWork.get(event.step) ?? 0) - 1);
        }
        for (const { id, foreach } of state.context.plan.workflow.steps) {
          expect(atWork.get(id) ?? 0).toBeLessThanOrEqual(foreach?.maxParallel ?? Infinity);
        }
      }
    });
  });

  test('is what its journal amounts to', async () => {
    await always(({ events, state }) => {
      let folded = initialState(state.context);
      for (const event of events) folded = apply(folded, event).state;
      expect(plainState(folded)).toEqual(plainState(state));
    });
  });

  test('never makes a thing twice, nor tries to when it may have been made', async () => {
    await always(({ calls, endings, events }) => {
      const acts = calls.filter(({ action }) => action === 'thing/make');
      for (const step of new Set(acts.map((call) => call.step))) {
        const own = acts.filter((call) => call.step === step);
        expect(own.filter((call) => endings.get(call) === 'well').length).toBeLessThanOrEqual(1);
      }
      const doubtful = ['cut', 'bad-answer', 'attempt-timeout'];
      const repeated = events.filter(
        (event) =>
          event.type === 'call-failed' &&
          doubtful.includes(event.failure.kind) &&
          isMaking(event, events),
      );
      expect(repeated).toEqual([]);
    });
  });

  test('has the same events for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const [one, two] = [await finishOnce(given), await finish(given)];
        expect(two.events).toEqual(one.events);
      }),
      { numRuns: 80, seed },
    );
  });

  test('that validates fails for no reason of its own', async () => {
    await always(({ events }) => {
      const kinds = events.flatMap((event) =>
        event.type === 'step-failed' || event.type === 'call-failed' ? [event.failure.kind] : [],
      );
      expect(kinds).not.toContain('internal');
    });
  });

  test('has succeeded exactly when nobody cancelled it and no step failed that may not', async () => {
    await always(({ events, state }) => {
      const tolerated = new Set(
        state.context.plan.workflow.steps
          .filter(({ continueOnError }) => continueOnError)
          .map(({ id }) => id),
      );
      const failed = events.filter(
        (event) =>
          event.type === 'step-failed' && event.item === undefined && !tolerated.has(event.step),
      );
      if (isHeld(events)) {
        expect(state.status).toBe('needs-operator');
        return;
      }
      const isCancelled = events.some(({ type }) => type === 'cancel-requested');
      const expected = isCancelled ? 'cancelled' : failed.length > 0 ? 'failed' : 'succeeded';
      expect(state.status).toBe(expected);
    });
  });

  test('never goes back in time', async () => {
    await always(({ events }) => {
      const moments = events.map(({ at }) => at);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    });
  });
});

/** Whether the call that an event is about was that of a create. */
function isMaking(
  event: Extract<RunEvent, { readonly step: string }>,
  events: readonly RunEvent[],
): boolean {
  const call = events
    .slice(0, events.indexOf(event))
    .findLast(
      (each) =>
        each.type === 'call-started' && each.step === event.step && each.item === event.item,
    );
  return call?.type === 'call-started' && call.call === 'act' && call.action === 'thing/make';
}
