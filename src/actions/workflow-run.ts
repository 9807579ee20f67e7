import type { ActionSpec } from '../core/action-spec.ts';
import { isJsonObject } from '../core/json.ts';
import { type Action, ActionError } from '../engine/action.ts';
import { isText, optional, required } from './input.ts';

export const workflowRunSpec: ActionSpec = {
  name: 'workflow/run',
  provider: 'builtin',
  summary: 'Run another workflow as one step.',
  notes: [
    'The outputs are those of that workflow.',
    'Only the time limits that a workflow sets itself cut it short.',
  ],
  class: 'toggle',
  input: {
    type: 'object',
    properties: {
      file: {
        type: 'string',
        minLength: 1,
        description: 'The workflow file; a relative path starts at the folder of this one.',
        examples: ['./snapshot.yaml'],
      },
      inputs: {
        type: 'object',
        properties: {},
        additionalProperties: true,
        description: 'The inputs of that workflow, by name.',
      },
    },
    required: ['file'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: {}, additionalProperties: true },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

/** `workflow/run`: a run inside a run. */
export const workflowRun: Action = {
  spec: workflowRunSpec,
  async run(input, context) {
    const file = required(input, 'file', isText);
    const result = await context.runWorkflow(file, optional(input, 'inputs', isJsonObject) ?? {});
    if (result.status === 'succeeded') return result.outputs;
    const { run, status } = result;
    const message = `run ${run} of ${file} ${whatHappened[status]}: ${result.message}`;
    throw new ActionError(
      status === 'cancelled' ? { kind: 'cancelled', message } : { kind: 'child-run', message, run },
    );
  },
};

const whatHappened = { failed: 'failed', cancelled: 'was cancelled' };
