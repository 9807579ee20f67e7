import { Document } from 'yaml';
import { createWorkflowFile } from '../../core/document/workflow-file.ts';
import type { Step as StepDocument } from '../../core/language/workflow-document.ts';
import { buildWorkflow } from '../../core/workflow/build-workflow.ts';
import { readWorkflow, type Library } from '../../core/workflow/read-workflow.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';
import type { EditedFile } from './edited-file.ts';
import type { StepOutline } from './outline.ts';

/**
 * What a file would be as a workflow, however broken it is: its steps with their actions, without
 * parameters and conditions. It is for knowing what there is and of which type, not for running.
 */
export function workflowModel(file: EditedFile, library: Library): Workflow {
  const known = models.get(file);
  if (known !== undefined) return known;
  const model = build(file, library);
  models.set(file, model);
  return model;
}

const models = new WeakMap<EditedFile, Workflow>();

function build(file: EditedFile, library: Library): Workflow {
  const { inputs, secrets, env, steps } = file.outline();
  const of = (phase: StepOutline['phase']) =>
    steps.filter((step) => step.phase === phase).map(stepDocument);
  const document = {
    name: 'edited',
    inputs: Object.fromEntries(inputs.map(({ name, schema }) => [name, schema])),
    secrets: secrets.map(({ name }) => name),
    env: Object.fromEntries(env.map(({ name }) => [name, ''])),
    steps: of('main'),
    finally: of('finally'),
  };
  const empty = createWorkflowFile(file.source, new Document(null), null);
  return buildWorkflow(empty, document, {
    catalogue: library.catalogue,
    readChild: (step) => childOf(step, file, library),
    problems: [],
  });
}

function stepDocument({ id, uses, await: wait, foreach, file }: StepOutline): StepDocument {
  return {
    id: id?.name ?? '',
    uses: uses?.name ?? '',
    ...(wait === null ? {} : { await: wait.name }),
    ...(foreach === null ? {} : { foreach: [] }),
    ...(file === null ? {} : { with: { file: file.name } }),
  };
}

function childOf(
  { with: given }: StepDocument,
  file: EditedFile,
  library: Library,
): Workflow | null {
  const name = given?.['file'];
  const source = typeof name === 'string' ? library.readFile(file.source, name) : null;
  if (source === null || source.path === file.source.path) return null;
  return readWorkflow(source, library).workflow;
}
