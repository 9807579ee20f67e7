import { parseDocument, stringify } from 'yaml';
import type { Mutant, Mutation } from './mutant.ts';
import type { Subject } from './subject.ts';

/** The whole file written in another way: it means the same. */
export function* rewritten(subject: Subject): Generator<Mutation> {
  const { text, file, document } = subject;
  const same = (change: string, other: string): Mutant => ({
    kind: 'written in another way',
    file,
    text: other,
    verdict: 'same',
    places: [{ start: 0, end: other.length }],
    change,
  });
  yield same('line ends of Windows', text.replaceAll(/\r?\n/g, '\r\n'));
  yield same('JSON', JSON.stringify(document, null, 2));
  yield same('JSON in one line', JSON.stringify(document));
  yield same('blocks only', stringify(document, { lineWidth: 0 }));
  yield same('folded lines', stringify(document, { lineWidth: 40 }));
  yield same('flow style', stringify(document, { collectionStyle: 'flow', lineWidth: 0 }));
  yield same('double quotes', stringify(document, { defaultStringType: 'QUOTE_DOUBLE' }));
  yield same('single quotes', stringify(document, { defaultStringType: 'QUOTE_SINGLE' }));
  yield same('comments of its own', parseDocument(text).toString());
  yield same(
    'steps from last to first',
    stringify({ ...document, steps: document.steps.toReversed() }),
  );
  yield same('a remark at the end', `${text}\n# the end\n`);
}
