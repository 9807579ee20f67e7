import { describeSeen } from '../../core/run/poll.ts';
import type { Step } from '../../core/workflow/workflow.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { attemptWords } from './state-words.ts';
import type { LineLook } from './styled-line.ts';
import { headline, indented } from './summary-paragraph.ts';
import type { FailedState, TrackedRun, TrackedWork } from './tracked-work.ts';

const failedMark = { text: '✖', tone: 'error' } as const;

/** After so many failures a further one hardly tells anything new. */
const mostFailures = 10;

/**
 * What failed, each with its call, its message, what was seen last, and what a person has to look
 * at. Those that may have taken effect come first, and are never left out.
 */
export function failureLines(progress: RunProgress, look: LineLook): string[] {
  const failures = progress.failures.flatMap(failedOf);
  const unsettled = failures.filter(({ state }) => state.isUnsettled);
  const settled = failures.filter(({ state }) => !state.isUnsettled);
  const shown = [...unsettled, ...settled.slice(0, Math.max(0, mostFailures - unsettled.length))];
  const left = failures.length - shown.length;
  return [
    ...runMessage(progress.root, look),
    ...shown.flatMap((failure) => describeFailure(failure, look)),
    ...(left === 0 ? [] : [look.paint.dim(`  … ${left} more`)]),
  ];
}

interface Failed {
  readonly work: TrackedWork;
  readonly state: FailedState;
}

function failedOf(work: TrackedWork): Failed[] {
  return work.state.status === 'failed' ? [{ work, state: work.state }] : [];
}

/** Why the run failed, when it was none of its steps. */
function runMessage({ state }: TrackedRun, look: LineLook): string[] {
  if (state.status !== 'failed' || state.message === null) return [];
  return [
    headline(failedMark, { label: 'the run', note: null }, look),
    ...indented(state.message, look),
  ];
}

function describeFailure({ work, state }: Failed, look: LineLook): string[] {
  const { failure, during, lastSeen } = state;
  const attempt = during === null || during.attempt < 2 ? [] : [attemptWords(work, during.attempt)];
  const call = [during?.action ?? work.step.action.name, ...attempt].join(', ');
  const childMessage = work.child?.state.status === 'failed' ? work.child.state.message : null;
  const lines = [
    headline(failedMark, { label: plainLine(work.label), note: call }, look),
    ...indented(childMessage ?? failure.message, look),
  ];
  // A failure that holds what was seen last has it in its message.
  if (lastSeen !== null && !('lastSeen' in failure)) {
    lines.push(...indented(`last seen: ${describeSeen(lastSeen)}`, look));
  }
  // The run of a sub-workflow says itself what it needs.
  const isUnknown = state.isUnsettled && failure.kind !== 'child-run';
  if (isUnknown) lines.push(...indented(unsettledWords(work, during), look, 'warning'));
  if (state.isTolerated) {
    lines.push(...indented('the run went on, as `continue-on-error` asks', look, 'dim'));
  }
  return lines;
}

/** What nobody knows, what was done about it, and where to look. */
function unsettledWords({ step }: TrackedWork, during: FailedState['during']): string {
  const attempts = during?.attempt ?? 1;
  const tried =
    attempts > 1
      ? `by none of ${attempts} attempts is it known whether it took effect`
      : `it is not known whether this call took effect, and it was not repeated: ${repeatWords(step)}`;
  const look =
    step.action.provider === 'builtin'
      ? 'look at what it was meant to change'
      : `look at ${step.action.provider} for what it may have done`;
  return `${tried}. ${look}, before you run this again.`;
}

function repeatWords(step: Step): string {
  switch (step.class) {
    case 'create':
      return 'a second one could create a second thing';
    case 'destroy':
      return 'a second one could take more away';
    default:
      return 'a second one could do it once more';
  }
}
