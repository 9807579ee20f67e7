import { builtinSpecs } from '../../../src/actions/builtin-actions.ts';
import { planView } from '../../../src/cli/render-plan/plan-view.ts';
import type { PlanView } from '../../../src/cli/render-plan/planned-workflow.ts';
import { renderDiagnostic } from '../../../src/core/diagnostic/code-frame.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { createCatalogue } from '../../../src/core/workflow/catalogue.ts';
import { createPlan } from '../../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';

const catalogue = createCatalogue([...builtinSpecs, ...lunaNodeSpecs]);

/** The plan of a workflow that is given as text; `others` are the files beside it. */
export function planOf(
  text: string,
  inputs: JsonObject = {},
  others: Readonly<Record<string, string>> = {},
): PlanView {
  const { workflow, diagnostics } = readWorkflow(createSourceFile('test.yaml', text), {
    catalogue,
    readFile: (_, path) => {
      const other = others[path];
      return other === undefined ? null : createSourceFile(path, other);
    },
  });
  if (workflow === null) throw new Error(diagnostics.map((each) => renderDiagnostic(each)).join());
  const result = createPlan(workflow, inputs, () => 'hash');
  if (!result.ok) throw new Error(result.problems.map((each) => each.message).join());
  return planView(result.plan);
}
