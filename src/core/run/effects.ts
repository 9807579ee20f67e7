import type { ActionSpec, EffectSpec } from '../action-spec.ts';
import { ExpressionError, type Expression, type Scope } from '../expression/expression.ts';
import type { Json, JsonObject } from '../json.ts';
import { declared } from '../workflow/build-task.ts';

/** What an act does to one thing. */
export interface ThingEffect {
  readonly verb: EffectSpec['verb'];
  readonly kind: string;
  /** `null` when it cannot be told from what is known. */
  readonly id: string | null;
  readonly name: string | null;
}

/** What one act did, or would have done when its outputs are not known (`null`). */
export function effectsOf(
  spec: ActionSpec,
  given: JsonObject,
  outputs: JsonObject | null,
): readonly ThingEffect[] {
  const scope = scopeOf(spec, given, outputs);
  return (spec.effects ?? []).flatMap((effect) => {
    if (effect.when !== undefined && valueOf(effect.when, scope) === false) return [];
    const id = textOf(effect.id, scope);
    if (id === '') return [];
    const name = effect.name === undefined ? null : textOf(effect.name, scope);
    return [{ verb: effect.verb, kind: effect.kind, id, name: name === '' ? null : name }];
  });
}

/** `null` stands for a parameter that is not given. */
function scopeOf(spec: ActionSpec, given: JsonObject, outputs: JsonObject | null): Scope {
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  return {
    contexts: {
      input: { value: input, schema: spec.input },
      ...(outputs === null ? {} : { outputs: { value: outputs, schema: spec.output } }),
    },
    step: () => undefined,
    status: { success: true, failure: false, cancelled: false },
    now: 0,
  };
}

function textOf(text: string, scope: Scope): string | null {
  const value = valueOf(text, scope);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

const compiled = new Map<string, Expression>();

/** `undefined` when it has no value: what it looks at is not there. */
function valueOf(text: string, scope: Scope): Json | undefined {
  const expression = compiled.get(text) ?? declared(text);
  compiled.set(text, expression);
  try {
    return expression.evaluate(scope);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
