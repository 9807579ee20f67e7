import { misfit, schemaProblem } from '../language/validator.ts';
import type { Checked } from './check-workflow.ts';

/** Every input has to be a valid JSON Schema, and its default has to fit it. */
export function checkInputs({ workflow, report }: Checked): void {
  for (const [name, schema] of Object.entries(workflow.inputs)) {
    const problem = schemaProblem(schema);
    if (problem !== null) {
      report.error(
        'invalid-input-schema',
        workflow.file.rangeOf(['inputs', name]),
        `the input "${name}" is not a valid JSON Schema: ${problem}`,
        { hint: 'for example: `{ type: string, description: … }`' },
      );
    } else if (schema.default !== undefined) {
      const [error] = misfit(schema, schema.default) ?? [];
      if (error === undefined) continue;
      report.error(
        'invalid-value',
        workflow.file.rangeOf(['inputs', name, 'default']),
        `the default of the input "${name}" ${error.message ?? 'does not fit its schema'}`,
      );
    }
  }
}
