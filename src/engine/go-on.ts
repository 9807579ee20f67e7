import type { Instant } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import { apply } from '../core/run/apply.ts';
import { hasUndo } from '../core/run/apply-undo.ts';
import { labelOf, stepAt, where } from '../core/run/place.ts';
import { canLookAgain } from '../core/run/resume.ts';
import type { RunEvent, UndoStarted } from '../core/run/event.ts';
import { isOver, loopOf, taskAt, type Address, type RunState, workAt } from '../core/run/state.ts';
import { idsOf, madeAndThere } from '../core/run/transition.ts';

/** With what a run goes on. */
export type Continuation =
  /** Where it was when its process ended. */
  | { readonly kind: 'resume' }
  /** Where it was, but only to its end: it is cancelled, also when it waits for a person. */
  | { readonly kind: 'cancel' }
  /** A person says what became of an act; `null`: it did not happen. */
  | { readonly kind: 'settle'; readonly step: string; readonly outputs: JsonObject | null }
  /** What it did is taken back, now that it is over. */
  | { readonly kind: 'undo'; readonly scope: UndoStarted['scope'] };

/** The run does not stand where a person thinks it does; the message says how it stands. */
export class NothingToDo extends Error {
  override readonly name = 'NothingToDo';
}

/**
 * The state of a run after the events of its journal, and the events with which it goes on; none
 * when it stays as it is.
 *
 * @throws {NothingToDo}
 */
export function goOn(
  initial: RunState,
  events: readonly RunEvent[],
  { how, now }: { readonly how: Continuation | null; readonly now: Instant },
): { readonly state: RunState; readonly next: readonly RunEvent[] } {
  const state = events.reduce((before, event) => apply(before, event).state, initial);
  return { state, next: how === null ? [] : eventsFor(state, how, now) };
}

function eventsFor(state: RunState, how: Continuation, at: Instant): readonly RunEvent[] {
  const { run } = state.context;
  if (state.status === 'pending') return [{ type: 'run-started', at: run.startedAt, run }];
  const canGoOn = !isOver(state) || state.status === 'needs-operator';
  switch (how.kind) {
    case 'resume':
      if (!isOver(state)) return [{ type: 'run-resumed', at }];
      return mayBeSettled(state) ? [{ type: 'run-resumed', at, looksAgain: true }] : [];
    case 'cancel': {
      // After its main part there is nothing left to cancel.
      const isLate = isOver(state) && state.phase !== 'main';
      if (!canGoOn || isLate) return [];
      const looksAgain = isOver(state) ? { looksAgain: true as const } : {};
      const resumed: RunEvent = { type: 'run-resumed', at, ...looksAgain };
      const isCancelled = state.cancel !== null || state.phase !== 'main';
      return isCancelled ? [resumed] : [resumed, { type: 'cancel-requested', at, by: 'person' }];
    }
    case 'settle': {
      const address = canGoOn ? findUnsettled(state, how.step) : null;
      if (address !== null && stepAt(state, address).child !== null) {
        throw new NothingToDo(whyNotSettledHere(state, how.step));
      }
      if (address === null) throw new NothingToDo(whyNothingToSettle(state, how.step));
      refuseOthers(state, address, how);
      const place = where(stepAt(state, address), address);
      return [
        { type: 'run-resumed', at },
        { type: 'unsettled-answered', at, ...place, outputs: how.outputs },
      ];
    }
    case 'undo':
      if (!isOver(state)) throw new NothingToDo(`the run ${run.id} is not over`);
      if (state.unsettled === 0 && !hasUndo(state, how.scope)) {
        throw new NothingToDo(`there is nothing to take back of the run ${run.id}`);
      }
      return [{ type: 'undo-started', at, by: 'person', scope: how.scope }];
  }
}

/** What another step has made is not what this one made. @throws {NothingToDo} */
function refuseOthers(
  state: RunState,
  address: Address,
  { step, outputs }: Extract<Continuation, { kind: 'settle' }>,
): void {
  const task = taskAt(state, address);
  if (task.class !== 'create' || outputs === null) return;
  const made = madeAndThere(state);
  const [taken] = idsOf(task, outputs).filter((id) => made.has(id));
  if (taken === undefined) return;
  const { id } = state.context.run;
  throw new NothingToDo(
    `${taken} is what another step of the run ${id} made, so it is not what "${step}" made`,
  );
}

/** Whether it may be found out by now what a person was to say. */
function mayBeSettled(state: RunState): boolean {
  if (state.status !== 'needs-operator') return false;
  return [...unsettledAddresses(state)].some((address) => {
    const work = workAt(state, address);
    return 'work' in work && canLookAgain(stepAt(state, address), work);
  });
}

function whyNotSettledHere({ context }: RunState, label: string): string {
  const { id } = context.run;
  return `step "${label}" of the run ${id} is a run of its own: settle what that one did (\`perilune show ${id}\` names it), then \`perilune resume ${id}\``;
}

function findUnsettled(state: RunState, label: string): Address | null {
  for (const address of unsettledAddresses(state)) {
    if (labelOf(state, address) === label) return address;
  }
  return null;
}

function* unsettledAddresses(state: RunState): Generator<Address> {
  for (const { index } of state.context.plan.workflow.steps) {
    const found = state.steps.get(index);
    if (found.status === 'unsettled') yield { step: index, item: null };
    let item = 0;
    for (const work of loopOf(found)?.works ?? []) {
      if (work.status === 'unsettled') yield { step: index, item };
      item += 1;
    }
  }
}

function whyNothingToSettle(state: RunState, label: string): string {
  const open = [...unsettledAddresses(state)].map((address) => `"${labelOf(state, address)}"`);
  const run = `the run ${state.context.run.id}`;
  if (open.length === 0) return `${run} has nothing to settle (status: ${state.status})`;
  return `${run} has no step "${label}" to settle, but ${open.join(', ')}`;
}
