import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/core/run/apply.ts';
import type { RunEvent, WorkEvent } from '../../src/core/run/event.ts';
import type { Step } from '../../src/core/workflow/workflow.ts';
import { hasEnded, initialState, loopOf } from '../../src/core/run/state.ts';
import { lives, type LifeOptions, type LifePlan } from '../support/arbitrary-life.ts';
import { live, token, type Life } from '../support/life.ts';
import { plainState } from '../support/plain-state.ts';

const seed = 20_261_124;

const lived = new Map<string, Promise<Life>>();

/** The same life for all properties. */
function liveOnce(given: LifePlan): Promise<Life> {
  const key = JSON.stringify(given);
  const known = lived.get(key) ?? live(given);
  lived.set(key, known);
  return known;
}

/** Says that something holds of every run, however often its processes die, and whatever goes wrong. */
async function always(holds: (life: Life) => void, numRuns = 400): Promise<void> {
  await fc.assert(
    fc.asyncProperty(lives(), async (given) => {
      holds(await liveOnce(given));
    }),
    { numRuns, seed, includeErrorInReport: true },
  );
}

function eventsOf({ written }: Life, run = 'run'): readonly RunEvent[] {
  return written.get(run) ?? [];
}

function isWork(event: RunEvent): event is WorkEvent {
  return 'step' in event;
}

const endTypes = ['step-skipped', 'step-succeeded', 'step-failed', 'step-cancelled'];

function pieceOf({ step, item, undo }: WorkEvent): string {
  return `${undo ? 'undo of ' : ''}${step} ${item ?? ''}`;
}

describe('a run whose processes die, in a cloud that loses answers', () => {
  test('is what its journal amounts to', async () => {
    await always((life) => {
      let folded = initialState(life.state.context);
      for (const event of eventsOf(life)) folded = apply(folded, event).state;
      expect(plainState(folded)).toEqual(plainState(life.state));
    });
  });

  test('announces everything that it does, and shows nothing that is not written', async () => {
    await always(({ breaches }) => {
      expect(breaches).toEqual([]);
    });
  });

  test('sends nothing more once another process has taken it over', async () => {
    await always(({ trespasses }) => {
      expect(trespasses).toEqual([]);
    });
  });

  test('comes to an end, and leaves nothing running in the runs inside it', async () => {
    await always((life) => {
      const ends = ['succeeded', 'failed', 'cancelled', 'undone', 'needs-operator'];
      expect(ends).toContain(life.state.status);
      for (const events of life.written.values()) {
        expect(events.at(-1)?.type).toMatch(/^run-(?!started|resumed)/);
      }
    });
  });

  test('does nothing more for a piece of work that has ended', async () => {
    await always((life) => {
      for (const events of life.written.values()) {
        const ended = new Set<string>();
        for (const event of events) {
          if (event.type === 'undo-started') {
            for (const piece of ended) if (piece.startsWith('undo')) ended.delete(piece);
          }
          if (!isWork(event)) continue;
          expect(ended).not.toContain(pieceOf(event));
          if (endTypes.includes(event.type)) ended.add(pieceOf(event));
        }
      }
    });
  });

  test('makes no thing twice: of those that look alike there are as many as steps that make them', async () => {
    await always((life) => {
      const { cloud } = life;
      for (const { label, maker } of cloud.things) {
        if (maker === null) continue;
        const [run = ''] = maker.split(' ');
        const alike = cloud.things.filter(
          (thing) => thing.label === label && thing.maker?.startsWith(`${run} `) === true,
        );
        const makers = eventsOf(life, run).flatMap((event) =>
          event.type === 'call-started' && event.input?.['label'] === label ? [pieceOf(event)] : [],
        );
        expect(alike.length).toBeLessThanOrEqual(new Set(makers).size);
      }
    });
  });

  test('knows of everything that it made whose it is, or says that a person has to', async () => {
    await always((life) => {
      for (const { id, maker } of life.cloud.things) {
        if (maker === null) continue;
        const [run = '', step = ''] = maker.split(' ');
        const owners = eventsOf(life, run).filter(
          (event) => isMade(event, life) && idOf(event) === id,
        );
        const names = new Set(owners.map((event) => (isWork(event) ? pieceOf(event) : '')));
        const open = eventsOf(life, run).findLast((event) => event.type === 'run-needs-operator');
        const isSaid = open?.type === 'run-needs-operator' && open.unsettled.includes(step);
        expect([maker, names.size]).toEqual([maker, isSaid && names.size === 0 ? 0 : 1]);
      }
    });
  });

  test('makes nothing a second owner’s', async () => {
    await always((life) => {
      const ids = [...life.written.values()].flatMap((events) => {
        const made = events.flatMap((event) =>
          isMade(event, life) ? [`${pieceOf(event)}=${idOf(event)}`] : [],
        );
        return [...new Set(made)].map((each) => each.split('=')[1]);
      });
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    });
  });

  test('that is undone has left nothing of what it was to take back', async () => {
    await always(({ state, cloud }) => {
      if (state.status !== 'undone') return;
      const { steps } = state.context.plan.workflow;
      const undoable = new Set(steps.filter(({ undo }) => undo !== null).map(({ id }) => id));
      const left = cloud.present.filter(({ maker }) => {
        const [run, step = ''] = maker?.split(' ') ?? [];
        return run === 'run' && undoable.has(step.split('[')[0] ?? '');
      });
      expect(left).toEqual([]);
    });
  });

  test('takes back what needs a thing before the thing', async () => {
    await always((life) => {
      const { steps } = life.state.context.plan.workflow;
      const begun = new Set<number>();
      for (const event of eventsOf(life)) {
        if (event.type === 'undo-started') begun.clear();
        if (event.type !== 'call-started' || !event.undo) continue;
        const step = steps.find(({ id }) => id === event.step);
        if (step === undefined) continue;
        const under = [...basesOf(step, steps)].filter((index) => begun.has(index));
        expect([step.id, under]).toEqual([step.id, []]);
        begun.add(step.index);
      }
    });
  });

  test('has succeeded only when every step has', async () => {
    await always(({ state }) => {
      if (state.status !== 'succeeded') return;
      for (const each of state.steps) {
        expect(hasEnded(each) && each.status !== 'cancelled').toBe(true);
      }
    });
  });

  test('is in need of an operator only for something that it names', async () => {
    await always((life) => {
      const last = eventsOf(life).at(-1);
      if (last?.type !== 'run-needs-operator') return;
      expect([...last.unsettled, ...last.notUndone]).not.toEqual([]);
    });
  });

  test('shows no secret to anybody', async () => {
    await always(({ shown }) => {
      expect(JSON.stringify(shown)).not.toContain(token);
    });
  });

  test('fails for no reason of its own', async () => {
    await always(({ written }) => {
      const failures = [...written.values()].flat().flatMap((event) => {
        if (!('failure' in event) || event.failure === null) return [];
        return event.failure.kind === 'internal' ? [event.failure.message] : [];
      });
      expect(failures).toEqual([]);
    });
  });
});

describe('a run whose processes die, in a cloud where nothing goes wrong', () => {
  const calm: LifeOptions = { isSettled: true, trouble: [0], cancels: false };

  test('ends as one that nothing happened to', async () => {
    await fc.assert(
      fc.asyncProperty(lives(calm), async (given) => {
        const [one, other] = [await live(given), await live({ ...given, deaths: [] })];
        expect(outcomeOf(one)).toEqual(outcomeOf(other));
      }),
      { numRuns: 120, seed },
    );
  });
});

/** How everything stands at the end, whatever things are called by then. */
function outcomeOf({ state, cloud }: Life): unknown {
  const things = cloud.things.map(({ label, maker, removedAt, state: last, flips }) =>
    [maker, label, removedAt === Infinity, last, flips].join(' '),
  );
  const steps = [...state.steps].map((each) => [
    each.status,
    ...[...(loopOf(each)?.works ?? [])].map(({ status }) => status),
  ]);
  return { status: state.status, steps, things: things.toSorted() };
}

type MadeEvent = Extract<RunEvent, { readonly type: 'action-answered' | 'step-succeeded' }>;

/** Whether an event says what a create has made. */
function isMade(event: RunEvent, { state }: Life): event is MadeEvent {
  if (event.type !== 'action-answered' && event.type !== 'step-succeeded') return false;
  const { steps } = state.context.plan.workflow;
  const own = steps.find(({ id }) => id === event.step);
  // The run inside makes something by the step that is called so.
  const isMaking = own === undefined ? event.step === 'make' : own.class === 'create';
  return isMaking && event.undo !== true && idOf(event) !== '';
}

/** All that a step stands on, by index. */
function basesOf(step: Step, steps: readonly Step[]): Set<number> {
  const bases = new Set(step.needs);
  for (const index of bases) for (const need of steps[index]?.needs ?? []) bases.add(need);
  return bases;
}

function idOf(event: MadeEvent): string {
  const { outputs } = event;
  const isMap = typeof outputs === 'object' && outputs !== null && 'thing_id' in outputs;
  return isMap && typeof outputs.thing_id === 'string' ? outputs.thing_id : '';
}
