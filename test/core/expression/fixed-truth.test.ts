import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/core/expression/expression.ts';

/** What a condition always gives, and the part that makes it so. */
function fixed(text: string): readonly [boolean, string] | null {
  const compiled = compileExpression(text);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const truth = compiled.expression.fixed();
  return truth && [truth.value, text.slice(truth.range.start, truth.range.end)];
}

describe('is the same whatever it looks at', () => {
  test.each([
    ['true', true, 'true'],
    ['!true', false, '!true'],
    ['1 == 1.0', true, '1 == 1.0'],
    ['"a" in ["b"]', false, '"a" in ["b"]'],
    ['inputs.a || true', true, 'true'],
    ['false && inputs.a', false, 'false'],
    ['inputs.a && (inputs.b && 1 > 2)', false, '1 > 2'],
    ['inputs.a || !(inputs.b && false)', true, 'false'],
    ['inputs.a == inputs.a', true, 'inputs.a == inputs.a'],
    ['inputs.a < inputs.a', false, 'inputs.a < inputs.a'],
    ['inputs.a || !inputs.a', true, 'inputs.a || !inputs.a'],
    ['!inputs.a && inputs.a', false, '!inputs.a && inputs.a'],
  ])('%s', (text, value, part) => {
    expect(fixed(text)).toEqual([value, part]);
  });
});

test.each([
  'inputs.a',
  'inputs.a || false',
  'inputs.a && true',
  'inputs.a == inputs.b',
  'always()',
  'always() || inputs.a',
  'success() == success()',
  'now() > "2026-01-01T00:00:00Z"',
  'now() == now()',
  'inputs.a ? true : false',
  'inputs.list.exists(each, each == each)',
  '1 / 0 == 1',
])('%s may be one or the other', (text) => {
  expect(fixed(text)).toBeNull();
});
