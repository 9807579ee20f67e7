import { suggestion } from '../diagnostic/nearest.ts';
import type { JsonSchema } from '../json-schema.ts';
import { misfit, schemaProblem } from '../language/validator.ts';
import type { Checked } from './check-workflow.ts';
import { hasOnlyKeywords } from './schema-keywords.ts';
import { misfitWords } from './misfit-words.ts';
import { mainError, pointerPath } from './pointer-path.ts';
import { typeHint, writtenValue } from './type-hint.ts';
import { schemaTypes } from './type-words.ts';

/** Every input has to be a valid JSON Schema, and its default has to fit it. */
export function checkInputs({ workflow, report }: Checked): void {
  for (const [name, schema] of Object.entries(workflow.inputs)) {
    const problem = schemaProblem(schema);
    if (problem !== null) {
      const place = pointerPath(problem.pointer, schema);
      report.error(
        'invalid-input-schema',
        workflow.file.rangeOf(['inputs', name, ...place]),
        `the input "${name}" is not a valid JSON Schema: ${problem.message}`,
        { hint: problem.allowed && suggestion(String(problem.given), problem.allowed) },
      );
    } else if (schema.default !== undefined && hasOnlyKeywords(schema)) {
      const error = mainError(misfit(schema, schema.default));
      if (error === undefined) continue;
      const place = pointerPath(error.instancePath, schema.default);
      const range = workflow.file.rangeOf(['inputs', name, 'default', ...place]);
      const message = `the default of the input "${name}" ${misfitWords(error)}`;
      const written = writtenValue(error.data, range, workflow.file);
      const types = schemaTypes((error.parentSchema as JsonSchema | undefined) ?? schema);
      report.error('invalid-value', range, message, {
        hint: error.keyword === 'type' ? typeHint(types, error.data, written) : undefined,
      });
    }
  }
}
