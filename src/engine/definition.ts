import type { SourceFile } from '../core/diagnostic/source-file.ts';
import type { Workflow } from '../core/workflow/workflow.ts';
import type { RunDefinition } from './journal.ts';
import type { RunPlace } from './run-ports.ts';

/** A workflow with all its files, as they are now. */
export function definitionOf(workflow: Workflow, place: RunPlace): RunDefinition {
  const files = new Map<string, string>();
  for (const { path, text } of filesOf(workflow)) files.set(path, text);
  return {
    file: workflow.file.source.path,
    ...place,
    files: [...files].map(([path, text]) => ({ path, text })),
  };
}

/** The file of a workflow and those of its sub-workflows. */
function* filesOf(workflow: Workflow): Generator<SourceFile> {
  yield workflow.file.source;
  for (const step of workflow.steps) if (step.child !== null) yield* filesOf(step.child);
}
