import type { Expression } from './expression.ts';

/**
 * An expression that is read when more than its text is asked for. A catalogue declares many, and a
 * workflow that is only checked looks at a few of them.
 */
export function lazyExpression(text: string, read: () => Expression): Expression {
  let known: Expression | undefined;
  const expression = () => (known ??= read());
  return {
    text,
    offset: 0,
    get references() {
      return expression().references;
    },
    get functions() {
      return expression().functions;
    },
    get misspeltMacros() {
      return expression().misspeltMacros;
    },
    get fields() {
      return expression().fields;
    },
    get hasOpenIndex() {
      return expression().hasOpenIndex;
    },
    get spelledOut() {
      return expression().spelledOut;
    },
    get comparisons() {
      return expression().comparisons;
    },
    contradictions: () => expression().contradictions(),
    fixed: () => expression().fixed(),
    results: () => expression().results(),
    evaluate: (scope) => expression().evaluate(scope),
  };
}
