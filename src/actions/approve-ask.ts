import { formatDuration } from '../core/duration.ts';
import type { ActionSpec } from '../core/action-spec.ts';
import type { JsonObject } from '../core/json.ts';
import {
  type Action,
  type ActionContext,
  ActionError,
  type PersonsAnswer,
} from '../engine/action.ts';
import { isText, optional, optionalDuration, required } from './input.ts';
import { durationParameter } from './parameter-schema.ts';

export const approveAskSpec: ActionSpec = {
  name: 'approve/ask',
  provider: 'builtin',
  summary: 'Ask a person whether to go on.',
  notes: [
    'The answer is given with `perilune approve RUN STEP`, or `perilune approve RUN STEP --reject`.',
    'A step whose question is answered with no fails.',
    'The time that `within` gives goes on while no process is at work on the run.',
  ],
  class: 'read',
  input: {
    type: 'object',
    properties: {
      message: { type: 'string', minLength: 1, description: 'The question.' },
      within: durationParameter('How long there is to answer; for ever when left out.'),
      default: {
        type: 'string',
        enum: ['approve', 'reject'],
        default: 'reject',
        description: 'What no answer in time counts as.',
      },
    },
    required: ['message'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      approved: { type: 'boolean', description: 'Always true: a step that is rejected fails.' },
      answered: { type: 'boolean', description: 'Whether somebody said so, and not the time.' },
      by: { type: 'string', description: 'Who answered; empty when nobody did.' },
      note: { type: 'string', description: 'What they had to say; empty when nothing.' },
    },
    required: ['approved', 'answered', 'by', 'note'],
    additionalProperties: false,
  },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

/** `approve/ask`: waits for a person; a wait that was cut off is simply waited for again. */
export const approveAsk: Action = {
  spec: approveAskSpec,
  async run(input, context) {
    required(input, 'message', isText);
    const limitMs = optionalDuration(input, 'within');
    const answer = await answerWithin(limitMs, context);
    if (answer === null) return withoutAnswer(input, limitMs ?? 0);
    const { isApproved, by, note } = answer;
    if (isApproved) return { approved: true, answered: true, by, note: note ?? '' };
    const why = note === null || note === '' ? '' : `: ${note}`;
    throw rejection(`${by} said no${why}`);
  },
};

/** What a person answers; `null` when the time was up before. */
async function answerWithin(
  limitMs: number | undefined,
  context: ActionContext,
): Promise<PersonsAnswer | null> {
  const { clock, signal, startedAt } = context;
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  const waits: Promise<PersonsAnswer | null>[] = [context.answer(end)];
  if (limitMs !== undefined) {
    waits.push(clock.sleepUntil(startedAt + limitMs, end).then(() => null));
  }
  try {
    return await Promise.race(waits);
  } finally {
    over.abort();
  }
}

function withoutAnswer(input: JsonObject, limitMs: number): JsonObject {
  if (optional(input, 'default', isText) === 'approve') {
    return { approved: true, answered: false, by: '', note: '' };
  }
  throw rejection(`nobody answered within ${formatDuration(limitMs)}, which counts as no`);
}

function rejection(message: string): ActionError {
  return new ActionError({ kind: 'assertion', message });
}
