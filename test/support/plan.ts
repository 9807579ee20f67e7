import { createHash } from 'node:crypto';
import { renderDiagnostic } from '../../src/core/diagnostic/code-frame.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createPlan, type Plan } from '../../src/core/workflow/plan.ts';
import { readWorkflow, type WorkflowResult } from '../../src/core/workflow/read-workflow.ts';
import { testCatalogue } from './test-actions.ts';
import { workflowText } from './workflow-text.ts';

export interface PlanOptions {
  readonly inputs?: JsonObject;
  /** Texts of other workflows, by the path under which they are named. */
  readonly files?: Readonly<Record<string, string>>;
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads a workflow that uses the test actions. */
export function read(text: string, { files = {} }: PlanOptions = {}): WorkflowResult {
  return readWorkflow(createSourceFile('test.yaml', workflowText(text)), {
    catalogue: testCatalogue,
    readFile(_from, path) {
      const found = files[path];
      return found === undefined ? null : createSourceFile(path, workflowText(found));
    },
  });
}

/** The plan of a workflow that uses the test actions. @throws when the workflow has mistakes. */
export function planOf(text: string, options: PlanOptions = {}): Plan {
  const { workflow, diagnostics } = read(text, options);
  if (workflow === null) {
    throw new Error(diagnostics.map((each) => renderDiagnostic(each)).join('\n'));
  }
  const result = createPlan(workflow, options.inputs ?? {}, digest);
  if (!result.ok) throw new Error(result.problems.map((each) => each.message).join('\n'));
  return result.plan;
}
