import { isJsonObject, type Json } from '../json.ts';
import { isSecretSchema, memberSchema, type JsonSchema } from '../json-schema.ts';
import type { Plan } from './plan.ts';

/** The values of a plan's inputs that must not be seen: those whose schemas say so. */
export function secretInputs({ workflow, inputs }: Plan): readonly Json[] {
  return secretsIn(inputs, { type: 'object', properties: workflow.inputs });
}

function secretsIn(value: Json, schema: JsonSchema | undefined): readonly Json[] {
  if (schema === undefined) return [];
  if (isSecretSchema(schema)) return [value];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const chosen = choices.flatMap((each) => secretsIn(value, each));
  if (Array.isArray(value)) {
    return [...chosen, ...value.flatMap((item: Json) => secretsIn(item, schema.items))];
  }
  if (!isJsonObject(value)) return chosen;
  const members = Object.entries(value).flatMap(([name, member]) =>
    secretsIn(member, memberSchema(schema, name)),
  );
  return [...chosen, ...members];
}
