import type { EditedFile } from '../document/edited-file.ts';
import type { StepOutline } from '../document/outline.ts';
import { workflowModel } from '../document/workflow-model.ts';
import type { Library } from '../../core/workflow/read-workflow.ts';
import type { StepFacts } from './shape.ts';

/** What the catalogue, and the file of a sub-workflow, say about a step. */
export function stepFacts(
  { path, uses, undoUses }: StepOutline,
  file: EditedFile,
  library: Library,
): StepFacts {
  const at = file.outline().steps.findIndex((s) => s.path[0] === path[0] && s.path[1] === path[1]);
  const isParent = uses?.name === 'workflow/run';
  return {
    action: library.catalogue.get(uses?.name ?? ''),
    undoAction: library.catalogue.get(undoUses?.name ?? ''),
    child: isParent ? (workflowModel(file, library).steps[at]?.child ?? null) : null,
  };
}
