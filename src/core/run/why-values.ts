import type { Instant } from '../duration.ts';
import { compileExpression, ExpressionError, type Expression } from '../expression/expression.ts';
import { shorten } from '../shorten.ts';
import { scopeAt } from './scope.ts';
import type { RunState } from './state.ts';

/** What an expression looks at, and what that is now: `inputs.count is 3`. */
export function valuesIn(expression: Expression, state: RunState, now: Instant): string[] {
  const scope = scopeAt(state, null, { now });
  const paths = expression.references
    .filter(({ bound, root }) => !bound.includes(root))
    .map(({ root, path }) => [root, ...path.map(({ name }) => name)].join('.'));
  return [...new Set(paths)].map((path) => {
    const compiled = compileExpression(path);
    try {
      const value = compiled.ok ? compiled.expression.evaluate(scope) : undefined;
      return `${path} is ${value === undefined ? 'absent' : shorten(JSON.stringify(value), 80)}`;
    } catch (error) {
      if (error instanceof ExpressionError) return `${path} is absent`;
      throw error;
    }
  });
}
