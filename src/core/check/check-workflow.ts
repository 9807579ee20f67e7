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
import { withEchoedValues } from './echoed-values.ts';
import { checkExposedSecrets } from './exposed-secrets.ts';
import { checkExpressions } from './expressions.ts';
import { checkInputs } from './inputs.ts';
import { checkLostBraces } from './lost-braces.ts';
import { checkLostDigits } from './lost-digits.ts';
import { checkLostQuotes } from './lost-quotes.ts';
import { checkNeeds } from './needs.ts';
import { checkNoFailure } from './no-failure.ts';
import { checkNotYet } from './not-yet.ts';
import { checkNothingToUndo } from './nothing-to-undo.ts';
import { checkParameters } from './parameters.ts';
import { checkProvidersUndo } from './providers-undo.ts';
import { checkReadiness } from './readiness.ts';
import { checkRedundantNeeds } from './redundant-needs.ts';
import type { Reporter } from './reporter.ts';
import { checkResults } from './results.ts';
import { checkSchemaKeywords } from './schema-keywords.ts';
import { checkScripts } from './scripts.ts';
import { checkSkippedForGood } from './skipped-for-good.ts';
import { checkSkippedSteps } from './skipped-steps.ts';
import { withSoundInputs } from './sound-inputs.ts';
import { checkStatusComparisons } from './status-comparisons.ts';
import { checkStepIds } from './step-ids.ts';
import { checkStepKeys } from './step-keys.ts';
import { checkSubWorkflowInputs } from './sub-workflow-inputs.ts';
import { checkUndoReferences } from './undo-references.ts';
import { checkUnsafeUndo } from './unsafe-undo.ts';
import { checkUnsettledRetry } from './unsettled-retry.ts';

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

/** What the others build on. */
const inputChecks: readonly Check[] = [checkNotYet, checkInputs, checkSchemaKeywords];

const checks: readonly Check[] = [
  checkStepIds,
  checkActions,
  checkParameters,
  checkSubWorkflowInputs,
  checkStepKeys,
  checkProvidersUndo,
  checkNeeds,
  checkCycles,
  checkScripts,
  checkExpressions,
];

/** Kinds of slip: what is allowed, and most likely not meant. They make sense of what is right only. */
const slips: readonly Check[] = [
  checkUndoReferences,
  checkResults,
  checkAbsentFields,
  checkSkippedSteps,
  checkComparisons,
  checkStatusComparisons,
  checkNoFailure,
  checkConstantConditions,
  checkSkippedForGood,
  checkRedundantNeeds,
  checkReadiness,
  checkDestroyedThings,
  checkExposedSecrets,
  checkLostDigits,
  checkLostQuotes,
  checkLostBraces,
  checkNothingToUndo,
  checkUnsafeUndo,
  checkUnsettledRetry,
];

export function checkWorkflow(checked: Checked): void {
  for (const check of inputChecks) check(checked);
  const sound = hasErrors(checked.report.diagnostics) ? withSoundInputs(checked) : checked;
  const typed = withEchoedValues(sound);
  for (const check of checks) check(typed);
  if (!hasErrors(checked.report.diagnostics)) for (const check of slips) check(typed);
}
