import type { ActionSpec } from '../core/action-spec.ts';
import type { Action } from '../engine/action.ts';

export const valueSetSpec: ActionSpec = {
  name: 'value/set',
  provider: 'builtin',
  summary: 'Give names to values, for the steps that follow.',
  notes: ['The outputs are exactly what stands under `with`.'],
  class: 'read',
  isEcho: true,
  input: { type: 'object', properties: {}, additionalProperties: true },
  output: { type: 'object', properties: {}, additionalProperties: true },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

/** `value/set`: what goes in comes out. */
export const valueSet: Action = {
  spec: valueSetSpec,
  run: (input) => Promise.resolve(input),
};
