import type { JsonSchema } from '../json-schema.ts';
import { schemaProblem } from '../language/validator.ts';
import type { Checked } from './check-workflow.ts';
import { hasOnlyKeywords } from './schema-keywords.ts';

/** The same, with inputs that may be anything where their schemas are wrong: that is told already. */
export function withSoundInputs(checked: Checked): Checked {
  const entries = Object.entries(checked.workflow.inputs);
  const inputs: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
    entries.map(([name, schema]): [string, JsonSchema] => [name, isSound(schema) ? schema : {}]),
  );
  return { ...checked, workflow: { ...checked.workflow, inputs } };
}

function isSound(schema: JsonSchema): boolean {
  return schemaProblem(schema) === null && hasOnlyKeywords(schema);
}
