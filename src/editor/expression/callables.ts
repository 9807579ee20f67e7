import { functionDefinitions } from '../../core/expression/environment.ts';
import { expressionFunctions, statusFunctions } from '../../core/expression/functions.ts';
import type { JsonSchema, JsonType } from '../../core/json-schema.ts';
import { celDescriptions } from './cel-descriptions.ts';

/** A function or method, with all of its overloads. */
export interface Callable {
  readonly name: string;
  /** In CEL's form: `split(string, string): list<string>`. */
  readonly signatures: readonly string[];
  /** Types that have it as a method, without what is in them: `list`; empty for a function. */
  readonly receivers: readonly string[];
  readonly description: string;
  readonly example: string | null;
  /** Whether it asks how the run goes, which only `if` may. */
  readonly isStatus: boolean;
}

/** Every function, by its name, and every method, by its name after a dot: `.startsWith`. */
export function callables(): ReadonlyMap<string, Callable> {
  loaded ??= collect();
  return loaded;
}

let loaded: ReadonlyMap<string, Callable> | undefined;

/** What nobody who writes workflows should be led to: types that JSON does not have. */
const hidden = /^(?:dyn|type|bytes|uint)$/;
const hiddenReceiver = /^(?:bytes|OptionalNamespace|CelNamespace)$/;

function collect(): ReadonlyMap<string, Callable> {
  const own = new Map(expressionFunctions.map((each) => [each.name, each]));
  const status = new Set(statusFunctions.map((each) => each.name));
  const found = new Map<string, Callable>();
  for (const { name, signature, receiverType } of functionDefinitions()) {
    const receiver = receiverType?.replace(/<.*/, '') ?? null;
    if (hidden.test(name) || (receiver !== null && hiddenReceiver.test(receiver))) continue;
    const key = receiver === null ? name : `.${name}`;
    const known = found.get(key);
    const ours = receiver === null ? own.get(name) : undefined;
    found.set(key, {
      name,
      signatures: [...(known?.signatures ?? []), signature.replaceAll(/\bast\b/g, 'expression')],
      receivers: [
        ...new Set([...(known?.receivers ?? []), ...(receiver === null ? [] : [receiver])]),
      ],
      description: ours?.description ?? celDescriptions[key] ?? '',
      example: ours?.example ?? null,
      isStatus: receiver === null && status.has(name),
    });
  }
  return found;
}

/** Schema of what a function gives, as far as its signature tells. */
export function functionReturns(
  key: string,
  first: JsonSchema | undefined,
): JsonSchema | undefined {
  const [signature = ''] = callables().get(key)?.signatures ?? [];
  const type = /\): (.*)$/.exec(signature)?.[1];
  if (type === undefined) return undefined;
  return type === 'list<A>' && first !== undefined ? first : schemaOfType(type);
}

const scalars: Readonly<Record<string, JsonType>> = {
  string: 'string',
  int: 'integer',
  double: 'number',
  bool: 'boolean',
};

function schemaOfType(type: string): JsonSchema {
  const items = /^list<(.*)>$/.exec(type)?.[1];
  if (items !== undefined) return { type: 'array', items: schemaOfType(items) };
  const scalar = scalars[type];
  return scalar === undefined ? {} : { type: scalar };
}

/** The types of CEL whose methods a value of a schema has; `null` when that is not known. */
export function receiversOf(schema: JsonSchema | undefined): readonly string[] | null {
  const types = [schema?.type ?? []].flat();
  if (types.length === 0) return null;
  const receivers = { string: 'string', array: 'list', object: 'map' };
  return types.flatMap((type) =>
    type === 'string' || type === 'array' || type === 'object' ? [receivers[type]] : [],
  );
}
