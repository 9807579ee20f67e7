import type { Json } from '../../core/json.ts';
import { isSecretSchema, type JsonSchema } from '../../core/json-schema.ts';
import { ExpressionError, type Expression, type Scope } from '../../core/expression/expression.ts';
import { asText } from '../../core/expression/functions.ts';
import type { Reference } from '../../core/expression/references.ts';
import type { Template } from '../../core/expression/template.ts';

/** A value of a plan, as far as it is known before anything runs. */
export type PlannedValue =
  | { readonly kind: 'known'; readonly value: Json }
  /** It is a secret, or computed from one. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'later'; readonly expression: string; readonly moment: Moment }
  /** It can be computed now, and has no value: the step would fail. */
  | { readonly kind: 'invalid'; readonly expression: string; readonly reason: string }
  /** Text of which only some parts are known. */
  | { readonly kind: 'text'; readonly parts: readonly PlannedValue[] }
  | { readonly kind: 'list'; readonly items: readonly PlannedValue[] }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, PlannedValue>> };

/** When a value becomes known. */
export type Moment =
  /** When the run starts; in a sub-workflow, when that starts. */
  | { readonly when: 'start' }
  | { readonly when: 'steps'; readonly steps: readonly string[] }
  /** It is another one for each item of the loop. */
  | { readonly when: 'item' }
  /** When its own step starts. */
  | { readonly when: 'step' };

/** What expressions of a workflow can see before it runs. */
export interface Knowledge {
  readonly inputs: Readonly<Record<string, PlannedValue>>;
  readonly env: Readonly<Record<string, PlannedValue>>;
  /** Holds what is known of them. */
  readonly scope: Scope;
  /** When `item` and `index` are known; `null` outside of loops. */
  readonly item: Moment | null;
  /** When the step's own `outputs` are known; only where they can be named. */
  readonly outputs?: Moment;
}

export const secret: PlannedValue = { kind: 'secret' };

export function known(value: Json): PlannedValue {
  return { kind: 'known', value };
}

export function plannedValue(template: Template, knowledge: Knowledge): PlannedValue {
  switch (template.kind) {
    case 'constant':
      return known(template.value);
    case 'expression':
      return plannedExpression(template.expression, knowledge);
    case 'text':
      return plannedText(template.parts, knowledge);
    case 'list':
      return listOf(template.items.map((item) => plannedValue(item, knowledge)));
    case 'map':
      return mapOf(
        Object.entries(template.entries).map(([key, entry]) => [
          key,
          plannedValue(entry, knowledge),
        ]),
      );
  }
}

export function plannedExpression(expression: Expression, knowledge: Knowledge): PlannedValue {
  const unknown = unknownPart(expression, knowledge);
  if (unknown === 'secret') return secret;
  if (unknown !== null) return { kind: 'later', expression: expression.text, moment: unknown };
  try {
    return known(expression.evaluate(knowledge.scope));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const place = `\${{ ${error.expression} }}: `;
    return invalid(expression, error.message.slice(place.length));
  }
}

/** Why an expression has no value yet; `null` when it has. */
function unknownPart(expression: Expression, knowledge: Knowledge): Moment | 'secret' | null {
  const moments: Moment[] = expression.functions.has('now') ? [{ when: 'step' }] : [];
  for (const reference of expression.references) {
    const found = unknownReference(reference, knowledge);
    if (found === 'secret') return 'secret';
    if (found !== null) moments.push(found);
  }
  return latest(moments);
}

function unknownReference(
  { root, path }: Reference,
  { inputs, env, item, outputs }: Knowledge,
): Moment | 'secret' | null {
  const [first] = path;
  switch (root) {
    case 'secrets':
      return 'secret';
    case 'inputs':
      return momentOf(first === undefined ? mapOf(Object.entries(inputs)) : inputs[first.name]);
    case 'env':
      return momentOf(first === undefined ? mapOf(Object.entries(env)) : env[first.name]);
    case 'run':
      return first?.name === 'workflow' ? null : { when: 'start' };
    case 'steps':
      return first === undefined ? null : { when: 'steps', steps: [first.name] };
    case 'outputs':
      return outputs ?? null;
    default:
      return item;
  }
}

/** When the whole of a value is known; `null` when it is. */
export function momentOf(value: PlannedValue | undefined): Moment | 'secret' | null {
  switch (value?.kind) {
    case undefined:
    case 'known':
    case 'invalid':
      return null;
    case 'secret':
      return 'secret';
    case 'later':
      return value.moment;
    case 'text':
      return momentOfParts(value.parts);
    case 'list':
      return momentOfParts(value.items);
    case 'map':
      return momentOfParts(Object.values(value.entries));
  }
}

function momentOfParts(parts: readonly PlannedValue[]): Moment | 'secret' | null {
  const moments = parts.map(momentOf);
  if (moments.includes('secret')) return 'secret';
  return latest(moments.filter((moment) => moment !== null && moment !== 'secret'));
}

const order: readonly Moment['when'][] = ['start', 'item', 'step', 'steps'];

function latest(moments: readonly Moment[]): Moment | null {
  const steps = moments.flatMap((moment) => (moment.when === 'steps' ? moment.steps : []));
  if (steps.length > 0) return { when: 'steps', steps: [...new Set(steps)] };
  const [last] = moments.toSorted((a, b) => order.indexOf(b.when) - order.indexOf(a.when));
  return last ?? null;
}

function plannedText(parts: readonly (string | Expression)[], knowledge: Knowledge): PlannedValue {
  const planned: PlannedValue[] = [];
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? known(part) : plannedExpression(part, knowledge);
    if (value.kind === 'known' && typeof value.value !== 'object') {
      text += asText(value.value);
      continue;
    }
    if (text !== '') planned.push(known(text));
    text = '';
    const isMisplaced = value.kind === 'known' && typeof part !== 'string';
    planned.push(isMisplaced ? invalid(part, 'only a scalar can stand inside a text') : value);
  }
  if (planned.length === 0) return known(text);
  return { kind: 'text', parts: text === '' ? planned : [...planned, known(text)] };
}

function invalid(expression: Expression, reason: string): PlannedValue {
  return { kind: 'invalid', expression: expression.text, reason };
}

export function listOf(items: readonly PlannedValue[]): PlannedValue {
  const values = items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  return values.length === items.length ? known(values) : { kind: 'list', items };
}

export function mapOf(entries: readonly (readonly [string, PlannedValue])[]): PlannedValue {
  const values = entries.flatMap(([key, entry]) =>
    entry.kind === 'known' ? [[key, entry.value] as const] : [],
  );
  return values.length === entries.length
    ? known(Object.fromEntries(values))
    : { kind: 'map', entries: Object.fromEntries(entries) };
}

/** Hides what a schema marks as a secret; what is not known yet shows nothing anyway. */
export function withoutSecrets(value: PlannedValue, schema: JsonSchema | undefined): PlannedValue {
  if (schema === undefined || value.kind === 'later') return value;
  if (isSecretSchema(schema)) return secret;
  if (value.kind === 'list' || (value.kind === 'known' && Array.isArray(value.value))) {
    return listOf(partsOf(value).map(([, item]) => withoutSecrets(item, schema.items)));
  }
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const parts = partsOf(value);
  if (parts.length === 0) return value;
  return mapOf(
    parts.map(([key, entry]) => [key, withoutSecrets(entry, schema.properties?.[key] ?? rest)]),
  );
}

/** The members of a list or map. */
function partsOf(value: PlannedValue): readonly (readonly [string, PlannedValue])[] {
  if (value.kind === 'list') return Object.entries(value.items);
  if (value.kind === 'map') return Object.entries(value.entries);
  if (value.kind !== 'known' || typeof value.value !== 'object' || value.value === null) return [];
  return Object.entries<Json>(value.value).map(([key, item]) => [key, known(item)]);
}
