import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileCondition, holds } from '../../../src/core/expression/condition.ts';
import { compileExpression, type Scope } from '../../../src/core/expression/expression.ts';
import type { Variables } from '../../../src/core/expression/expression-types.ts';
import type { StatusFlags } from '../../../src/core/expression/functions.ts';
import { createExpressionTypes } from '../../../src/core/expression/expression-types.ts';
import {
  compileTemplate,
  evaluateTemplate,
  type PlacedProblem,
} from '../../../src/core/expression/template.ts';
import type { Json } from '../../../src/core/json.ts';

interface Case {
  /** One of these: a bare expression, a text of a workflow, or a condition. */
  readonly expr?: string | number | boolean;
  readonly text?: string;
  readonly condition?: string;
  readonly contexts?: Readonly<Record<string, Json>>;
  readonly schemas?: Variables;
  readonly status?: StatusFlags;
  readonly now?: string;
  /** One of these: the value, or a part of what is said when there is none. */
  readonly result?: Json;
  readonly error?: string;
}

const folder = join(import.meta.dirname, '../../fixtures/expressions');

function casesOf(file: string): readonly (Case & { readonly name: string })[] {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[];
  return cases.map((each) => {
    const contexts = each.contexts === undefined ? '' : ` with ${JSON.stringify(each.contexts)}`;
    return { ...each, name: `${each.expr ?? each.text ?? each.condition}${contexts}` };
  });
}

interface StepCase {
  readonly status: string;
  readonly outputs?: Json;
}

function scopeOf({ contexts = {}, schemas = {}, status, now }: Case): Scope {
  const { steps = {}, ...others } = contexts;
  const known = new Map(Object.entries(steps as unknown as Record<string, StepCase>));
  return {
    contexts: Object.fromEntries(
      Object.entries(others).map(([name, value]) => {
        const schema = schemas[name];
        return [name, schema === undefined ? { value } : { value, schema }];
      }),
    ),
    step(id) {
      const found = known.get(id);
      if (found === undefined) return undefined;
      const { outputs } = found;
      return {
        status: found.status,
        ...(outputs === undefined ? {} : { outputs: { value: outputs } }),
      };
    },
    status: status ?? { success: true, failure: false, cancelled: false },
    now: Date.parse(now ?? '2026-03-01T00:00:00Z'),
  };
}

/** The value of a case. @throws with the reason when it has none. */
function evaluate(each: Case): Json {
  const scope = scopeOf(each);
  const problems: PlacedProblem[] = [];
  const complain = () => {
    const [first] = problems;
    if (first !== undefined) throw new Error(first.message);
  };
  if (each.text !== undefined) {
    const template = compileTemplate(each.text, [], problems);
    complain();
    return evaluateTemplate(template, scope);
  }
  if (each.condition !== undefined) {
    const condition = compileCondition(each.condition, [], problems);
    complain();
    if (condition === null) throw new Error('there is neither a condition nor a problem');
    return holds(condition, scope);
  }
  const compiled = compileExpression(String(each.expr));
  if (!compiled.ok) throw new Error(compiled.problem.message);
  return compiled.expression.evaluate(scope);
}

describe.each(readdirSync(folder))('%s', (file) => {
  test.each(casesOf(file))('$name', (each) => {
    if (each.error !== undefined) {
      expect(() => evaluate(each)).toThrow(each.error);
      return;
    }
    const value = evaluate(each);
    expect(value).toEqual(each.result);
    // Nothing that JSON cannot hold, such as a `bigint`, comes out.
    expect(JSON.parse(JSON.stringify(value))).toEqual(each.result);
  });
});

test('what has a value passes the check of types', () => {
  const anything = { inputs: {}, steps: {}, item: {}, index: {} };
  const types = createExpressionTypes({});
  const refused = readdirSync(folder)
    .flatMap(casesOf)
    .filter((each) => each.expr !== undefined && each.error === undefined)
    .filter((each) => !types.check(String(each.expr), { ...anything, ...each.schemas }).ok);
  expect(refused.map((each) => each.expr)).toEqual([]);
});
