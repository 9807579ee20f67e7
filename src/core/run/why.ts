import { formatDuration, type Instant } from '../duration.ts';
import type { CancelRequested, RunEvent, SkipReason, WorkEvent } from './event.ts';
import { labelOf, stepAt } from './place.ts';
import { describeSeen } from './poll.ts';
import { timeText } from './scope.ts';
import {
  hasEnded,
  isHeld,
  isOver,
  loopOf,
  taskAt,
  undoAddress,
  type Address,
  type EndedState,
  type LoopState,
  type RunState,
  type StepState,
  type WorkState,
} from './state.ts';
import { valuesIn } from './why-values.ts';

/** Why a piece of work is as it is, in sentences, the most important first. */
export interface Explanation {
  readonly label: string;
  readonly status: string;
  readonly sentences: readonly string[];
}

/** What is to be explained: a run, and the events that led to it. */
export interface Inquiry {
  readonly state: RunState;
  readonly events: readonly RunEvent[];
  readonly now: Instant;
}

/** The labels of all pieces of work of a run, items of loops included. */
export function* labelsOf(state: RunState): Generator<string> {
  for (const address of addressesOf(state)) yield labelOf(state, address);
}

/** Why the step, or item of a loop, with this label did what it did; `null` when there is none. */
export function why(inquiry: Inquiry, label: string): Explanation | null {
  const { state } = inquiry;
  for (const address of addressesOf(state)) {
    if (labelOf(state, address) !== label) continue;
    const current = pieceAt(state, address);
    const sentences = [...explain(inquiry, address, current), ...undone(inquiry, address)];
    return { label, status: current.status, sentences };
  }
  return null;
}

function* addressesOf(state: RunState): Generator<Address> {
  for (const { index } of state.context.plan.workflow.steps) {
    yield { step: index, item: null };
    const count = loopOf(state.steps.get(index))?.works.length ?? 0;
    for (let item = 0; item < count; item += 1) yield { step: index, item };
  }
}

/** As `workAt`, also when the loop has ended. */
function pieceAt(state: RunState, { step, item }: Address): StepState {
  const found = state.steps.get(step);
  return (item === null ? found : loopOf(found)?.works.get(item)) ?? found;
}

function explain(inquiry: Inquiry, address: Address, current: StepState): string[] {
  switch (current.status) {
    case 'pending':
    case 'ready':
      return whyNotBegun(inquiry, address);
    case 'looping':
      return [loopWords(current)];
    default:
      return hasEnded(current)
        ? whyEnded(inquiry, address, current)
        : whyOpen(inquiry, address, current);
  }
}

function whyNotBegun({ state, now }: Inquiry, address: Address): string[] {
  const { workflow } = state.context.plan;
  const step = stepAt(state, address);
  if (isOver(state)) return [`it did not begin: the run is over (${state.status})`];
  if (step.phase === 'finally' && state.phase !== 'finally') {
    return ['it belongs to `finally`: it comes when everything else has ended'];
  }
  const open = address.item === null ? step.needs : [];
  const waitsFor = open.flatMap((need) => {
    const found = state.steps.get(need);
    return hasEnded(found) ? [] : [`"${workflow.steps[need]?.id}" (${openWords(found, now)})`];
  });
  if (waitsFor.length > 0) return [`it waits for ${waitsFor.join(', ')}`];
  if (isHeld(state)) return ['nothing new is started until a person said what became of an act'];
  if (address.item !== null) return ['it waits for its turn in the loop'];
  return [`it waits for a place: ${workflow.maxParallel} pieces of work go on at once, at most`];
}

function openWords(state: StepState, now: Instant): string {
  if ('work' in state) return `${state.status} for ${formatDuration(now - state.work.startedAt)}`;
  return state.status === 'looping' ? 'its items are at work' : 'not begun';
}

function loopWords({ works, open, next }: LoopState): string {
  const states = [...works];
  const count = (status: string) => states.filter((each) => each.status === status).length;
  const parts = [`${count('succeeded')} of ${works.length} items succeeded`];
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  parts.push(`${open} are at work`, `${works.length - next} are to come`);
  return parts.join(', ');
}

type OpenState = Exclude<WorkState, EndedState | { readonly status: 'ready' }>;

function whyOpen({ state, now }: Inquiry, address: Address, current: OpenState): string[] {
  const { work } = current;
  const task = taskAt(state, address);
  const observer = task.await?.observer.name ?? task.action.name;
  const seen = work.seen === null ? [] : [`what was seen last: ${describeSeen(work.seen)}`];
  switch (current.status) {
    case 'calling': {
      const call = {
        act: `${task.action.name} is under way, attempt ${work.acts}`,
        look: `${observer} is asked whether it is done`,
        survey: 'it is asked what is there before anything is created',
        settle: 'it is asked what became of a call whose answer was lost',
      }[current.call];
      const since = `it began ${ago(work.startedAt, now)}`;
      return isOver(state) ? [call, since] : [call, since, ...seen];
    }
    case 'waiting':
      return [...whyWaiting(current, { observer, now }), ...seen, ...awaited(state, address)];
    case 'lost':
      return [
        `the answer to ${task.action.name} was lost: ${current.failure?.message ?? 'its process ended'}`,
        'what became of it is found out first',
      ];
    case 'unsettled': {
      const { reason, candidates } = current;
      if (stepAt(state, address).child !== null) {
        return [`it is a run of its own: ${reason}`, 'it goes on when that run is over'];
      }
      const those = candidates.map((each) => JSON.stringify(each));
      return [
        `nobody knows what became of ${task.action.name}: ${reason}`,
        ...(those.length === 0 ? [] : [`it may have made: ${those.join(', ')}`]),
        'a person has to say it: `perilune settle`',
      ];
    }
    case 'answered':
      return ['a person said what became of it; the run goes on from there'];
  }
}

function whyWaiting(
  { call, until, failure, work }: Extract<WorkState, { status: 'waiting' }>,
  { observer, now }: { readonly observer: string; readonly now: Instant },
): string[] {
  const next = `${timeText(until)}${until > now ? ` (in ${formatDuration(until - now)})` : ''}`;
  if (call === 'settle') {
    const reason = failure === null ? 'nothing can be concluded yet' : failure.message;
    return [`what became of the call is not known: ${reason}; the next look is at ${next}`];
  }
  if (failure !== null) {
    return [`attempt ${work.attempt} failed: ${failure.message}`, `the next one is at ${next}`];
  }
  if (call === 'look') {
    return [
      `it is not done after ${count(work.looks, 'look')}; ${observer} is asked again at ${next}`,
    ];
  }
  return [`it goes on at ${next}`];
}

/** What is waited for, and until when. */
function awaited(state: RunState, address: Address): string[] {
  const task = taskAt(state, address);
  const until = task.await?.until ?? task.until;
  if (until === null) return [];
  const limit = formatDuration((task.await?.poll ?? task.poll).timeoutMs);
  const name = task.await === null ? '' : ` ("${task.await.name}")`;
  return [`it is done when \`${until.text}\`${name}, and fails after ${limit} of looking`];
}

function whyEnded(inquiry: Inquiry, address: Address, current: EndedState): string[] {
  const { state, events, now } = inquiry;
  const own = eventsAt(events, state, address);
  const end = own.at(-1);
  switch (current.status) {
    case 'skipped':
      return whySkipped(inquiry, address, current.because);
    case 'succeeded': {
      const begin = own.find(({ type }) => type === 'call-started' || type === 'loop-started');
      const took = begin === undefined || end === undefined ? 0 : end.at - begin.at;
      const acts = own.filter((each) => each.type === 'call-started' && each.call === 'act').length;
      const looks = own.filter(({ type }) => type === 'observed').length;
      const tries = acts > 1 ? [`it took ${acts} attempts`] : [];
      const polled = looks > 0 ? [`it was done at the ${ordinal(looks + 1)} look`] : [];
      const isAdopted = own.some((each) => 'isAdopted' in each);
      const adopted = isAdopted ? ['its answer was lost: what it did was found by looking'] : [];
      const when = `it succeeded ${ago(end?.at ?? now, now)}, in ${formatDuration(took)}`;
      return [when, ...tries, ...polled, ...adopted, ...conditionWords(inquiry, address)];
    }
    case 'failed': {
      const failed = end?.type === 'step-failed' ? end : null;
      const during = failed?.during;
      const call = during == null ? '' : ` (${during.action}, attempt ${during.attempt})`;
      const seen = failed?.lastSeen;
      return [
        `it failed: ${current.failure.message}${call}`,
        ...(seen == null ? [] : [`what was seen last: ${describeSeen(seen)}`]),
        ...(failed?.isUnsettled === true ? ['it may have taken effect, and nobody knows'] : []),
        ...(current.isTolerated ? ['the run went on, as `continue-on-error` asks'] : []),
      ];
    }
    case 'cancelled':
      return [`it was cancelled: ${cancelWords(inquiry)}`];
  }
}

function whySkipped(inquiry: Inquiry, address: Address, because: SkipReason): string[] {
  switch (because.kind) {
    case 'condition':
      return [`it was skipped: its condition was false`, ...conditionWords(inquiry, address)];
    case 'need':
      return [
        `it was skipped: "${because.need}" did not succeed`,
        ...causeOf(inquiry, because.need),
      ];
    case 'stopping':
      return [
        `it was skipped: the run was stopping, because "${because.failed}" failed`,
        ...causeOf(inquiry, because.failed),
      ];
    case 'cancelled':
      return [`it was skipped: ${cancelWords(inquiry)}`];
  }
}

/** Why another step did not succeed. */
function causeOf(inquiry: Inquiry, step: string): string[] {
  const cause = why(inquiry, step);
  return cause === null ? [] : cause.sentences.slice(0, 2).map((each) => `"${step}": ${each}`);
}

function conditionWords({ state, now }: Inquiry, address: Address): string[] {
  const condition = stepAt(state, address).if;
  if (condition === null || address.item !== null) return [];
  const values = valuesIn(condition.expression, state, now);
  const told = values.length === 0 ? '' : `, where ${values.join(', ')}`;
  return [`its condition is \`${condition.expression.text}\`${told}`];
}

function cancelWords({ events, now }: Inquiry): string {
  const request = events.find((event) => event.type === 'cancel-requested');
  if (request === undefined) return 'the run was cancelled';
  return `${cancelledBy[request.by]} ${ago(request.at, now)}`;
}

const cancelledBy: Readonly<Record<CancelRequested['by'], string>> = {
  person: 'a person cancelled the run',
  timeout: 'the time of the run was up',
  parent: 'the run that it belongs to was cancelled',
};

/** What became of taking it back. */
function undone({ state, now, events }: Inquiry, { step, item }: Address): string[] {
  const work = state.undo?.steps.get(step).works?.get(item ?? 0);
  if (work === undefined || (item === null && stepAt(state, { step, item }).foreach !== null)) {
    return [];
  }
  switch (work.status) {
    case 'succeeded': {
      const end = eventsAt(events, state, undoAddress(state, step, item ?? 0)).at(-1);
      return [`it was taken back ${ago(end?.at ?? now, now)}`];
    }
    case 'failed':
      return [`it could not be taken back: ${work.failure.message}`];
    case 'skipped':
      return [];
    default:
      return state.undo?.steps.get(step).status === 'closed'
        ? ['it was not taken back, because what depends on it could not be']
        : ['it is being taken back'];
  }
}

function eventsAt(
  events: readonly RunEvent[],
  { context }: RunState,
  { step, item, undo }: Address,
): WorkEvent[] {
  const id = context.plan.workflow.steps[step]?.id;
  return events.filter(
    (event): event is WorkEvent =>
      'step' in event &&
      event.step === id &&
      (event.item ?? null) === item &&
      (event.undo ?? false) === (undo ?? false),
  );
}

function ago(moment: Instant, now: Instant): string {
  return `${formatDuration(now - moment)} ago, at ${timeText(moment)}`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}

function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(isTeen ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[number % 10]) ?? 'th'}`;
}
