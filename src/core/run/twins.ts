import type { ActionSpec } from '../action-spec.ts';
import type { JsonObject } from '../json.ts';
import type { Case } from './case.ts';
import { thingsIn, type Find, type Thing } from './found-things.ts';
import { stepAt } from './place.ts';
import { taskAt, workAt, type Address, type StepState, type Work } from './state.ts';

/** How the act of a twin stands: it is out, it is being looked for, or a person is asked about it. */
export type Twin = 'calling' | 'lost' | 'unsettled';

/**
 * Acts that may have made a thing that was found for another one, so that it may be theirs.
 *
 * @param outputs The answers in which the thing was found.
 */
export function twinsOf(found: Case, settle: Find, thing: Thing, outputs: JsonObject): Twin[] {
  const { state, address, task } = found;
  const own = workAt(state, address);
  return state.context.plan.workflow.steps.flatMap(({ index, action }) => {
    if (!makeTheSame(action, task.action)) return [];
    return [...addressesOf(state.steps.get(index), index)].flatMap((each) => {
      const other = workAt(state, each);
      if (other === own || !('work' in other)) return [];
      const twin = twinOf(other, found.work);
      const theirs: Case = {
        ...found,
        address: each,
        step: stepAt(state, each),
        task: taskAt(state, each),
        work: other.work,
      };
      return twin !== null && canClaim(theirs, { settle, thing, outputs, own: found.work })
        ? [twin]
        : [];
    });
  });
}

function* addressesOf(state: StepState, step: number): Generator<Address> {
  if (state.status !== 'looping') yield { step, item: null };
  else for (let item = 0; item < state.next; item += 1) yield { step, item };
}

function twinOf(other: Extract<StepState, { work: Work }>, own: Work): Twin | null {
  if (other.status === 'unsettled') return 'unsettled';
  if (other.status === 'calling' && other.call === 'act') return 'calling';
  // What was asked for in the same words is the same: it does not matter whose it is.
  const isSame = JSON.stringify(other.work.input) === JSON.stringify(own.input);
  return other.work.isUncertain && !isSame ? 'lost' : null;
}

interface Claim {
  readonly settle: Find;
  readonly thing: Thing;
  readonly outputs: JsonObject;
  readonly own: Work;
}

/** Whether a thing that was found for one act would be found for another one as well. */
function canClaim(theirs: Case, { settle, thing, outputs, own }: Claim): boolean {
  const other = theirs.task.settle;
  const isSeenAlike =
    other?.kind === 'find' && JSON.stringify(looksOf(other)) === JSON.stringify(looksOf(settle));
  if (isSeenAlike) return thingsIn(theirs, other, outputs).some(({ id }) => id === thing.id);
  const { name } = settle.spec;
  const given = name === undefined ? undefined : theirs.work.input?.[name];
  return name === undefined || given === undefined || given === own.input?.[name];
}

function looksOf({ looks, spec }: Find): unknown {
  return [spec.id, looks.map(({ observer }) => observer.name)];
}

/** Whether two actions create things of the same kind. */
function makeTheSame(one: ActionSpec, other: ActionSpec): boolean {
  const kinds = (spec: ActionSpec) =>
    (spec.effects ?? []).flatMap(({ verb, kind }) => (verb === 'creates' ? [kind] : []));
  return one.name === other.name || kinds(one).some((kind) => kinds(other).includes(kind));
}
