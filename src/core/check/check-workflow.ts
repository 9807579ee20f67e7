import type { PlacedProblem } from '../expression/template.ts';
import type { WorkflowDocument } from '../language/workflow-document.ts';
import type { Catalogue } from '../workflow/catalogue.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { checkActions } from './actions.ts';
import { checkCycles } from './cycles.ts';
import { checkExpressions } from './expressions.ts';
import { checkInputs } from './inputs.ts';
import { checkNeeds } from './needs.ts';
import { checkNotYet } from './not-yet.ts';
import { checkParameters } from './parameters.ts';
import type { Reporter } from './reporter.ts';
import { checkScripts } from './scripts.ts';
import { checkStepIds } from './step-ids.ts';
import { checkStepKeys } from './step-keys.ts';
import { checkSubWorkflowInputs } from './sub-workflow-inputs.ts';

/** What a check looks at. */
export interface Checked {
  readonly document: WorkflowDocument;
  readonly workflow: Workflow;
  readonly catalogue: Catalogue;
  /** Expressions that could not be read. */
  readonly problems: readonly PlacedProblem[];
  readonly report: Reporter;
}

/** One check: one kind of mistake. */
export type Check = (checked: Checked) => void;

const checks: readonly Check[] = [
  checkNotYet,
  checkInputs,
  checkStepIds,
  checkActions,
  checkParameters,
  checkSubWorkflowInputs,
  checkStepKeys,
  checkNeeds,
  checkCycles,
  checkScripts,
  checkExpressions,
];

export function checkWorkflow(checked: Checked): void {
  for (const check of checks) check(checked);
}
