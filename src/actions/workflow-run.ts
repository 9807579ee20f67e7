import type { ActionSpec } from '../core/action-spec.ts';
import { isJsonObject } from '../core/json.ts';
import type { Failure } from '../core/run/failure.ts';
import { type Action, ActionError, type ChildRunResult } from '../engine/action.ts';
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
  settle: { kind: 'repeat', because: 'a run that was begun goes on where it was' },
  undo: {
    summary: 'Take back what that workflow did',
    uses: 'workflow/undo',
    with: { file: 'input.file' },
  },
};

/** Takes the workflow of a step back: the undo of `workflow/run`, and nothing that a step can use. */
export const workflowUndoSpec: ActionSpec = {
  name: 'workflow/undo',
  provider: 'builtin',
  isInternal: true,
  summary: 'Take back what another workflow did.',
  notes: [],
  class: 'convergent',
  input: {
    type: 'object',
    properties: { file: { type: 'string', description: 'The workflow file.' } },
    required: ['file'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: {}, additionalProperties: false },
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
    throw new ActionError(failureOf(result, file));
  },
};

/** `workflow/undo`: what another workflow did is taken back as its own file says. */
export const workflowUndo: Action = {
  spec: workflowUndoSpec,
  async run(input, context) {
    const result = await context.undoWorkflow();
    if (result.status === 'undone' || result.status === 'succeeded') return {};
    throw new ActionError(failureOf(result, required(input, 'file', isText)));
  },
};

function failureOf(
  { run, status, message: why }: Exclude<ChildRunResult, { status: 'succeeded' }>,
  file: string,
): Failure {
  const message = `run ${run} of ${file} ${whatHappened[status]}: ${why}`;
  if (status === 'cancelled') return { kind: 'cancelled', message };
  const stuck = status === 'needs-operator' ? { needsOperator: true as const } : {};
  return { kind: 'child-run', message, run, ...stuck };
}

const whatHappened = {
  failed: 'failed',
  undone: 'failed and was taken back',
  cancelled: 'was cancelled',
  'needs-operator': 'needs an operator',
};
