import type { PollPolicy } from '../../core/action-spec.ts';
import type { SkipReason } from '../../core/run/event.ts';
import { durationText } from '../reference/duration-text.ts';
import type { PlannedLoop, PlannedRetry, PlannedStep, PlannedWait } from './planned-workflow.ts';
import { valueText } from './value-text.ts';

/** What there is to say of a step besides its parameters, a line each. */
export interface StepFacts {
  /** When, whether and how often it runs. */
  readonly before: readonly string[];
  /** What it waits for, and how long it may take. */
  readonly after: readonly string[];
}

export function stepFacts(step: PlannedStep): StepFacts {
  return {
    before: [
      ...(step.needs.length === 0 ? [] : [`after ${step.needs.join(', ')}`]),
      ...conditionLine(step),
      ...(step.skip === null ? [] : [skipLine(step.skip)]),
      ...(step.loop === null ? [] : [loopLine(step.loop)]),
    ],
    after: step.skip === null ? afterLines(step) : [],
  };
}

function afterLines(step: PlannedStep): string[] {
  return [
    ...waitLines(step),
    ...(step.retry.isUsual ? [] : [retryLine(step.retry)]),
    ...limitLines(step),
    ...(step.continueOnError ? ['the run goes on if it fails'] : []),
  ];
}

function conditionLine({ condition }: PlannedStep): string[] {
  if (condition === null) return [];
  const known = condition.holds === true && !/^\s*always\(\)\s*$/.test(condition.text);
  return [`if ${condition.text}${known ? ' (which is true)' : ''}`];
}

function skipLine(skip: SkipReason): string {
  switch (skip.kind) {
    case 'condition':
      return 'does not run: its condition is false';
    case 'need':
      return `does not run: "${skip.need}" does not`;
    case 'stopping':
    case 'cancelled':
      return 'does not run';
  }
}

function loopLine({ list, count, maxParallel, key }: PlannedLoop): string {
  const times = count === null ? '' : ` (${count === 1 ? 'once' : `${count} times`})`;
  const expression = list.kind === 'later' ? `${list.expression} ` : '';
  return [
    `for each of ${expression}${valueText(list)}${times}`,
    ...(maxParallel === null
      ? []
      : [maxParallel === 1 ? 'one by one' : `${maxParallel} at a time`]),
    ...(key === null ? [] : [`each called by ${key}`]),
  ].join(', ');
}

/** How it is waited until an action's work is done. */
export function waitFacts(wait: PlannedWait | null): readonly string[] {
  if (wait === null) return [];
  const { summary, name, poll, uses } = wait;
  return [`then waits until ${summary} (${name}): ${looks(poll)}, with ${uses}`];
}

function waitLines({ await: wait, until, notAwaited }: PlannedStep): readonly string[] {
  if (wait !== null) return waitFacts(wait);
  if (until !== null) {
    const hopeless = until.failIf === null ? [] : [`fails at once if ${until.failIf}`];
    return [`until ${until.condition}: ${looks(until.poll)}`, ...hopeless];
  }
  if (notAwaited === null) return [];
  const would = notAwaited.waits.map((name) => `\`await: ${name}\``).join(' or ');
  const hint = would === '' ? '' : `; ${would} would wait`;
  return [`ends before its work is done${hint}`];
}

function looks({ everyMs, maxEveryMs, timeoutMs }: PollPolicy): string {
  const most = maxEveryMs > everyMs ? ` to ${durationText(maxEveryMs)}` : '';
  return `looks every ${durationText(everyMs)}${most}, for up to ${durationText(timeoutMs)}`;
}

function retryLine(retry: PlannedRetry): string {
  const { attempts, delayMs, maxDelayMs, backoff, jitter } = retry;
  if (attempts === 1) return 'is not repeated when it fails';
  const grows = backoff > 1 && maxDelayMs > delayMs;
  const waits = grows
    ? `waits from ${durationText(delayMs)} to ${durationText(maxDelayMs)}, each ${backoff} times the last`
    : `waits of ${durationText(Math.min(delayMs, maxDelayMs))}`;
  const chance = jitter === 0 ? '' : `, ${Math.round(jitter * 100)} % of them left to chance`;
  const condition = retry.if === null ? '' : `, only if ${retry.if}`;
  return `up to ${attempts} attempts, with ${waits}${chance}${condition}`;
}

function limitLines(step: PlannedStep): string[] {
  const { timeoutMs, attemptTimeoutMs, hasUsualAttemptTimeout } = step;
  return [
    ...(timeoutMs === null ? [] : [`may take ${durationText(timeoutMs)} in all`]),
    ...(attemptTimeoutMs === null || hasUsualAttemptTimeout
      ? []
      : [`one attempt may take ${durationText(attemptTimeoutMs)}`]),
  ];
}
