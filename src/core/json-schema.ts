import type { Json } from './json.ts';

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/**
 * The part of JSON Schema (2020-12) that Perilune reads itself, for types and messages. Other
 * keywords may be present; Ajv enforces them.
 */
export interface JsonSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly examples?: readonly Json[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** Used for parameters of which exactly one may be given; Ajv's business alone. */
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  /** What a value of this place is: never shown in clear, wherever it goes. */
  readonly 'x-secret'?: boolean;
  /** JSON Schema's own word for a value that is given and never shown again. */
  readonly writeOnly?: boolean;
}

/** Whether the values of a schema are secret as a whole. */
export function isSecretSchema(schema: JsonSchema): boolean {
  return schema['x-secret'] === true || schema.writeOnly === true;
}

export interface ObjectSchema extends JsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

/** Schema of objects that have all of some members, and no others. */
export function recordSchema(properties: Readonly<Record<string, JsonSchema>>): ObjectSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** Schema of a member of an object, as far as the object's own schema tells. */
export function memberSchema(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  const properties = schema?.properties ?? {};
  if (Object.hasOwn(properties, name)) return properties[name];
  const rest = schema?.additionalProperties;
  return typeof rest === 'object' ? rest : undefined;
}
