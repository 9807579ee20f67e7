import { isJsonObject, type JsonObject } from '../json.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import { effectsOf } from './effects.ts';
import type { RunEvent, WorkEvent } from './event.ts';
import { chainItems, type Address, type Chain, type RunState, type StepState } from './state.ts';

/** A state after an event, and what has to be decided anew because of it. */
export interface Transition {
  readonly state: RunState;
  /** Pieces of work whose situation changed. */
  readonly touched: readonly Address[];
}

/** An event that cannot follow: a mistake in the program, or a journal that is not of this run. */
export class IllegalEvent extends Error {
  override readonly name = 'IllegalEvent';

  constructor(event: RunEvent, reason: string) {
    const step = 'step' in event ? ` of step "${event.step}"` : '';
    super(`the event ${event.type}${step} cannot happen now: ${reason}`);
  }
}

export interface Change {
  readonly before: StepState;
  readonly after: StepState;
  readonly step: Step;
}

/** Counts a piece of work of a step that went from one state to another. */
export function countChange(state: RunState, { before, after, step }: Change): RunState {
  const active = Number(isActive(after)) - Number(isActive(before));
  const unsettled = Number(isUnsettled(after)) - Number(isUnsettled(before));
  const isLate = state.phase !== 'main' && step.phase === 'main';
  const hasNewAnswer = state.hasNewAnswer || (unsettled < 0 && isLate);
  return active === 0 && unsettled === 0
    ? state
    : {
        ...state,
        active: state.active + active,
        unsettled: state.unsettled + unsettled,
        hasNewAnswer,
      };
}

function isActive({ status }: StepState): boolean {
  return ['calling', 'waiting', 'lost', 'answered'].includes(status);
}

function isUnsettled({ status }: StepState): boolean {
  return status === 'unsettled';
}

/** Remembers what the run has made or taken away, so that it is not taken for something else it may have made. */
export function knowing(state: RunState, event: WorkEvent, task: Task): RunState {
  if (event.type === 'call-started' && event.call === 'act') {
    const gone = chained(destroyedBy(task, event.input ?? {}), state.gone);
    return gone === state.gone ? state : { ...state, gone };
  }
  if (event.type !== 'action-answered' && event.type !== 'step-succeeded') return state;
  if (task.class !== 'create' || !isJsonObject(event.outputs)) return state;
  return { ...state, known: chained(idsOf(task, event.outputs), state.known) };
}

/** What tells the things apart that the run has made and not taken away. */
export function madeAndThere({ known, gone }: RunState): ReadonlySet<string> {
  const made = new Set(chainItems(known));
  for (const id of chainItems(gone)) made.delete(id);
  return made;
}

function chained(values: readonly string[], rest: Chain<string> | null): Chain<string> | null {
  return values.reduce<Chain<string> | null>((chain, value) => ({ value, rest: chain }), rest);
}

function destroyedBy({ action, class: kind }: Task, input: JsonObject): string[] {
  if (kind !== 'destroy') return [];
  const effects = effectsOf(action, input, null);
  return effects.flatMap(({ verb, id }) => (verb === 'destroys' && id !== null ? [id] : []));
}

/** What tells the things apart that a create has made. */
export function idsOf({ action, settle }: Task, outputs: JsonObject): string[] {
  if (settle?.kind !== 'find') {
    const effects = effectsOf(action, {}, outputs);
    return effects.flatMap(({ verb, id }) => (verb === 'creates' && id !== null ? [id] : []));
  }
  const id = outputs[settle.spec.id];
  return (typeof id === 'string' || typeof id === 'number') && id !== '' ? [String(id)] : [];
}
