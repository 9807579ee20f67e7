import { expectedAt } from './expected-kinds.ts';
import { mutantOf } from './make-mutant.ts';
import type { Mutation } from './mutant.ts';
import { isCondition, type Subject, type WrittenExpression } from './subject.ts';

/** Every expression, replaced as a whole by one that gives what its place cannot take. */
export function* mutatedResults(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    const range = expression.inFile({ start: 0, end: expression.text.length });
    for (const { kind, words } of misfits(expression, subject)) {
      const edit = { range, by: expression.written(words) };
      yield mutantOf(subject, kind, edit, { verdict: 'wrong' });
    }
  }
}

interface Misfit {
  readonly kind: string;
  readonly words: string;
}

/** Expressions by what they give. */
const offers = { text: '"oops"', integer: '7', flag: 'true', list: '[7]', map: '{"oops":7}' };

function misfits(expression: WrittenExpression, subject: Subject): Misfit[] {
  const { path, isWhole } = expression;
  const all = (kind: string, ...words: string[]) => words.map((each) => ({ kind, words: each }));
  if (!isWhole) return all('list or map in a text', offers.list, offers.map);
  if (isCondition(path)) {
    switch (path.at(-1)) {
      case 'foreach':
        return all('`foreach` over no list', offers.text, offers.integer, offers.flag);
      case 'key':
        return all('`key` that is no scalar', offers.list, offers.map);
      default:
        return all('condition that is not true or false', offers.text, offers.integer, offers.list);
    }
  }
  if (path.at(-2) === 'env') return all('list or map in the environment', offers.list, offers.map);
  const kinds = expectedAt(path, subject)?.kinds ?? [];
  return Object.entries(offers).flatMap(([kind, words]) => {
    const isFine = kinds.some((each) => each === kind || (each === 'number' && kind === 'integer'));
    return isFine || kinds.length === 0 ? [] : all(`parameter computed as ${kind}`, words);
  });
}
