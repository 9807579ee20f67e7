import type { ActionSpec } from '../core/action-spec.ts';
import type { Instant } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Action } from '../engine/action.ts';
import { invalidValue, isText, onlyOneOf, optionalDuration, required } from './input.ts';
import { durationParameter } from './parameter-schema.ts';

export const timeSleepSpec: ActionSpec = {
  name: 'time/sleep',
  provider: 'builtin',
  summary: 'Wait for a while, or until a moment.',
  notes: [
    'Give either `for` or `until`.',
    'A moment that is past is not waited for.',
    'Only the time limits that a workflow sets itself cut a sleep short.',
  ],
  class: 'read',
  input: {
    type: 'object',
    properties: {
      for: durationParameter('How long to wait.'),
      until: {
        type: 'string',
        format: 'date-time',
        description: 'The moment to wait for, with its offset from UTC.',
        examples: ['2026-03-01T03:00:00Z', '2026-03-01T03:00:00+02:00'],
      },
    },
    additionalProperties: false,
    oneOf: [{ required: ['for'] }, { required: ['until'] }],
  },
  output: {
    type: 'object',
    properties: {
      slept_ms: { type: 'integer', minimum: 0, description: 'How long it was, in milliseconds.' },
    },
    required: ['slept_ms'],
    additionalProperties: false,
  },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

/** `time/sleep`: lets time pass; what passed before the process was killed counts. */
export const timeSleep: Action = {
  spec: timeSleepSpec,
  async run(input, { clock, signal, startedAt }) {
    await clock.sleepUntil(endOf(input, startedAt), signal);
    return { slept_ms: clock.now() - startedAt };
  },
};

function endOf(input: JsonObject, start: Instant): Instant {
  onlyOneOf(input, ['for', 'until']);
  const length = optionalDuration(input, 'for');
  if (length !== undefined) return start + length;
  const moment = required(input, 'until', isText);
  const until = Date.parse(moment);
  if (Number.isNaN(until)) throw invalidValue(`"until" is "${moment}", which is not a moment`);
  return until;
}
