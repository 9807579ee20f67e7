/** What the names that an expression can start with stand for. */
export const contextDescriptions: Readonly<Partial<Record<string, string>>> = {
  inputs: 'The inputs of the workflow, by name.',
  secrets:
    'The secrets that the workflow declares, by name. What is computed from one is hidden too.',
  env: 'The environment that the workflow declares, always text.',
  run: 'The run: its `id`, the name of the `workflow`, and when it started.',
  steps:
    'Other steps: `steps.ID.outputs` and `steps.ID.status`. A reference makes the step wait for the other.',
  item: 'The item of the list that `foreach` names.',
  index: 'The number of the item, from 0.',
  outputs: "The step's own outputs, as of the last look.",
  failure: 'What failed: its `kind` and `message`.',
  attempt: 'The number of the attempt that failed, from 1.',
};
