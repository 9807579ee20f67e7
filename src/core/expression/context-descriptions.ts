import { contextNames, type ContextName } from './environment.ts';

/** What a name stands for that an expression can start with. */
export interface ContextDescription {
  readonly where: string;
  readonly what: string;
  readonly example?: string;
}

/** The description of a context; `null` for other names, and for what only catalogues can see. */
export function describeContext(name: string): ContextDescription | null {
  const context = contextNames.find((each) => each === name);
  return context === undefined ? null : descriptions[context];
}

const anywhere = 'everywhere';

/** A context that is missing here does not compile. */
const descriptions: Readonly<Record<ContextName, ContextDescription | null>> = {
  inputs: {
    where: anywhere,
    what: 'The inputs of the workflow, by name.',
    example: 'inputs.plan_id',
  },
  secrets: {
    where: anywhere,
    what: 'The secrets that the workflow declares, by name. What is computed from one is hidden too, and so are inputs that say `writeOnly: true` and what an action answers in secret.',
    example: 'secrets.TOKEN',
  },
  env: {
    where: anywhere,
    what: 'The environment that the workflow declares, always text.',
    example: 'env.REGION',
  },
  run: {
    where: anywhere,
    what: 'The run: its id, the name of its workflow, when it started, and when it was due.',
  },
  steps: {
    where: `${anywhere} but in the workflow's \`env\``,
    what: 'Other steps: `steps.ID.outputs` and `steps.ID.status`. A reference makes the step wait for the other.',
    example: 'steps.create.outputs.vm_id',
  },
  item: {
    where: 'in a step with `foreach`, but not in its `if` and `foreach`',
    what: 'The item of the list that `foreach` names.',
  },
  index: { where: 'where `item` is', what: 'The number of the item, from 0.' },
  outputs: {
    where: '`until`, `fail-if`, `undo`',
    what: "The step's own outputs: as of the last look; in `undo`, what came of the step and its wait.",
  },
  failure: { where: '`retry.if`', what: 'Why the attempt failed.' },
  attempt: { where: '`retry.if`', what: 'The number of the attempt that failed, from 1.' },
  input: null,
  acted: null,
};
