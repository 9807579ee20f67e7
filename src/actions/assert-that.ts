import type { ActionSpec } from '../core/action-spec.ts';
import { type Action, ActionError } from '../engine/action.ts';
import { isBoolean, isText, optional, required } from './input.ts';

export const assertThatSpec: ActionSpec = {
  name: 'assert/that',
  provider: 'builtin',
  summary: 'Fail unless a condition is true.',
  notes: [],
  class: 'read',
  input: {
    type: 'object',
    properties: {
      that: { type: 'boolean', description: 'The condition, mostly an expression.' },
      message: { type: 'string', description: 'What to say when it is false.' },
    },
    required: ['that'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: {}, additionalProperties: false },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

/** `assert/that`: a step that fails when what it was told does not hold. */
export const assertThat: Action = {
  spec: assertThatSpec,
  async run(input) {
    if (required(input, 'that', isBoolean)) return {};
    const message = optional(input, 'message', isText) ?? 'the condition is false';
    throw new ActionError({ kind: 'assertion', message });
  },
};
