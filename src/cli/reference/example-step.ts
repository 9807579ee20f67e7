import { stringify } from 'yaml';
import type { ActionSpec } from '../../core/action-spec.ts';
import { durationPattern } from '../../core/duration.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import { misfit } from '../../core/language/validator.ts';

/** A step that uses an action with the fewest parameters, as it would stand in a workflow. */
export function exampleStep(spec: ActionSpec): JsonObject {
  const parameters = exampleParameters(spec);
  const [wait] = Object.keys(spec.waits);
  return {
    id: stepId(spec.name),
    uses: spec.name,
    ...(Object.keys(parameters).length === 0 ? {} : { with: parameters }),
    ...(wait === undefined ? {} : { await: wait }),
  };
}

/** The same in YAML, as an item of `steps`. */
export function exampleYaml(spec: ActionSpec): string {
  return stringify([exampleStep(spec)], { lineWidth: 0, singleQuote: true });
}

/** Names of the secrets that an example reads: a workflow has to declare them. */
export function exampleSecrets(spec: ActionSpec): string[] {
  return Object.entries(exampleParameters(spec)).flatMap(([name, value]) =>
    value === secretReference(name) ? [secretName(name)] : [],
  );
}

function stepId(action: string): string {
  const verb = action.slice(action.indexOf('/') + 1);
  return verb.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}

/**
 * What is required; then, if that is not enough, the first choice of parameters that is.
 */
function exampleParameters({ input }: ActionSpec): JsonObject {
  const choices = [...(input.anyOf ?? []), ...(input.oneOf ?? [])].map(
    (choice) => choice.required ?? [],
  );
  const ways = [[], ...choices].map((more) =>
    Object.fromEntries(
      [...new Set([...(input.required ?? []), ...more])].map((name) => [
        name,
        exampleValue(name, input.properties[name] ?? {}),
      ]),
    ),
  );
  const way = ways.find((each) => misfit(input, each) === null) ?? ways[0] ?? {};
  const isOpen = input.additionalProperties === true && Object.keys(input.properties).length === 0;
  return isOpen ? { answer: 42 } : way;
}

function exampleValue(name: string, schema: JsonSchema): Json {
  if (schema['x-secret'] === true) return secretReference(name);
  const given = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const [type] = [schema.type ?? 'string'].flat();
  switch (type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return name === 'port' ? 443 : Math.max(10, schema.minimum ?? 0);
    case 'array':
      return [exampleValue(name, schema.items ?? {})];
    case 'object':
      return {};
    default:
      return exampleText(name, schema);
  }
}

/** Addresses and names that are reserved for examples. */
function exampleText(name: string, schema: JsonSchema): string {
  if (schema.pattern === durationPattern.source) return '10s';
  switch (schema.format) {
    case 'ipv4':
      return '192.0.2.10';
    case 'uuid':
      return '16b64847-0a86-42ea-bea8-ed60bd960c68';
    case 'date-time':
      return '2030-01-01T00:00:00Z';
    case 'uri':
      return 'https://example.com/';
    default:
      if (name === 'host' || name === 'hostname') return 'example.com';
      return name.endsWith('_id') || name === 'image' ? '123' : 'example';
  }
}

function secretReference(parameter: string): string {
  return `\${{ secrets.${secretName(parameter)} }}`;
}

function secretName(parameter: string): string {
  return parameter.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}
