import type { Json } from '../../core/json.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import { typeText } from './type-text.ts';

/** A parameter, or a field of an answer, at whatever depth. */
export interface FieldReference {
  /** `info.status_raw`, `vms[].vm_id`, `ips.*.network`. */
  readonly path: string;
  readonly type: string;
  /** A parameter has to be given; a field is always there. */
  readonly required: boolean;
  readonly description: string;
  /** Never shown in clear. */
  readonly secret: boolean;
  readonly choices?: readonly Json[];
  readonly default?: Json;
}

/** What a map or list of maps holds, each field before those inside it. */
export function fieldsOf(schema: JsonSchema, prefix = ''): FieldReference[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const required = schema.required?.includes(name) ?? false;
    return [fieldOf(path, member, required), ...fieldsInside(member, path)];
  });
}

function fieldsInside(schema: JsonSchema, path: string): FieldReference[] {
  const rest = schema.additionalProperties;
  return [
    ...fieldsOf(schema, `${path}.`),
    ...(schema.items === undefined ? [] : memberFields(schema.items, `${path}[]`)),
    ...(typeof rest === 'object' ? memberFields(rest, `${path}.*`) : []),
  ];
}

/** A member gets a line of its own only when it has fields: its type stands with what holds it. */
function memberFields(schema: JsonSchema, path: string): FieldReference[] {
  return fieldsInside(schema, path);
}

function fieldOf(path: string, schema: JsonSchema, required: boolean): FieldReference {
  return {
    path,
    type: typeText(schema),
    required,
    description: schema.description ?? '',
    secret: schema['x-secret'] === true,
    ...(schema.enum === undefined ? {} : { choices: schema.enum }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
}

/** What a parameter is for, with what else there is to know of its value. */
export function parameterText(field: FieldReference): string {
  const initial = field.default === undefined ? [] : [`${shown(field.default)} when left out.`];
  return [fieldText(field), ...initial].filter(Boolean).join(' ');
}

/** What a field of an answer means. Its default stands for what the provider left out. */
export function fieldText(field: FieldReference): string {
  const { description, choices, secret } = field;
  return [
    description,
    ...(choices === undefined ? [] : [`One of ${choices.map(shown).join(', ')}.`]),
    ...(secret ? ['A secret: never shown.'] : []),
  ]
    .filter(Boolean)
    .join(' ');
}

function shown(value: Json): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
