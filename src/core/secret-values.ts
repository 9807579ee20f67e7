import type { JsonSchema } from './json-schema.ts';
import { isJsonList, isJsonObject, type Json } from './json.ts';

/**
 * The values that must not be shown in clear, by a schema that marks them. Of a text that contains a
 * secret, the secret itself is one as well: a workflow may cut it out.
 */
export function secretValues(schema: JsonSchema, value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (schema['x-secret'] === true) return secretsIn(value);
  if (isJsonList(value)) {
    const items = schema.items ?? {};
    return value.flatMap((item) => secretValues(items, item));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    secretValues(schemaOfField(schema, key), member),
  );
}

/** Where a schema marks secrets: `info.login_details`, `scripts[].content`, `*.password`. */
export function secretPaths(schema: JsonSchema, path = ''): readonly string[] {
  if (schema['x-secret'] === true) return [path];
  const below = path === '' ? '' : `${path}.`;
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
      secretPaths(property, `${below}${key}`),
    ),
    ...(typeof schema.additionalProperties === 'object'
      ? secretPaths(schema.additionalProperties, `${below}*`)
      : []),
    ...(schema.items ? secretPaths(schema.items, `${path}[]`) : []),
  ];
}

function schemaOfField(schema: JsonSchema, key: string): JsonSchema {
  const known = schema.properties ?? {};
  const property = Object.hasOwn(known, key) ? known[key] : undefined;
  if (property !== undefined) return property;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
}

/** `username: ubuntu; password: X` holds X, a console's address its token. */
function secretsIn(value: Json): readonly string[] {
  if (typeof value !== 'string') return [JSON.stringify(value)];
  const parts = [
    ...value.matchAll(/\bpassword:\s*(?<secret>\S.*?)\s*(?:$|;\s)/gi),
    ...value.matchAll(/[?&]token=(?<secret>[^&#\s]+)/gi),
  ].map((match) => match.groups?.['secret'] ?? '');
  return [value, ...parts].filter((secret) => secret !== '');
}
