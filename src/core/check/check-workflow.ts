import type { PlacedProblem } from '../expression/template.ts';
import type { WorkflowDocument } from '../language/workflow-document.ts';
import type { Catalogue } from '../workflow/catalogue.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { checkAbsentFields } from './absent-fields.ts';
import { checkActions } from './actions.ts';
import { checkComparisons } from './comparisons.ts';
import { checkConstantConditions } from './constant-conditions.ts';
import { checkCycles } from './cycles.ts';
import { checkDestroyedThings } from './destroyed-things.ts';
import { checkExposedSecrets } from './exposed-secrets.ts';
import { checkExpressions } from './expressions.ts';
import { checkInputs } from './inputs.ts';
import { checkLostBraces } from './lost-braces.ts';
import { checkLostDigits } from './lost-digits.ts';
import { checkNeeds } from './needs.ts';
import { checkNotYet } from './not-yet.ts';
import { checkParameters } from './parameters.ts';
import { checkReadiness } from './readiness.ts';
import { checkRedundantNeeds } from './redundant-needs.ts';
import type { Reporter } from './reporter.ts';
import { checkSchemaKeywords } from './schema-keywords.ts';
import { checkScripts } from './scripts.ts';
import { checkSkippedSteps } from './skipped-steps.ts';
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
  checkSchemaKeywords,
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

/** Kinds of slip: what is allowed, and most likely not meant. They make sense of what is right only. */
const slips: readonly Check[] = [
  checkAbsentFields,
  checkSkippedSteps,
  checkComparisons,
  checkConstantConditions,
  checkRedundantNeeds,
  checkReadiness,
  checkDestroyedThings,
  checkExposedSecrets,
  checkLostDigits,
  checkLostBraces,
];

export function checkWorkflow(checked: Checked): void {
  for (const check of checks) check(checked);
  if (!hasErrors(checked.report.diagnostics)) for (const check of slips) check(checked);
}
