import { format, mappingAt } from './expected-kinds.ts';
import { mutantOf } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import { rangeOf, type Subject } from './subject.ts';

/** Every key of the format, misspelt; and the names of what a workflow gives back. */
export function* misspeltKeys(subject: Subject): Generator<Mutation> {
  for (const { path, key } of subject.nodes) {
    if (key === null) continue;
    const range = rangeOf(key, subject.text);
    const name = String(key.value);
    if (path.length === 2 && path[0] === 'outputs') {
      const edit = { range, by: `${name}_2` };
      yield mutantOf(subject, 'output under another name', edit, { verdict: 'equivalent' });
      continue;
    }
    const mapping = mappingAt(path.slice(0, -1));
    if (mapping === null) continue;
    const known = [...Object.keys(format[mapping] ?? {}), ...(mapping === 'input' ? others : [])];
    const kind =
      mapping === 'input' ? 'keyword of an input misspelt' : `key of ${mapping} misspelt`;
    for (const slip of misspellings(name, known)) {
      const edit = { range, by: slip.text };
      yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
    }
  }
}

/** Keywords of a JSON Schema that only stand here so that nothing is taken for one of them. */
const others = ['default', 'title', 'const', 'examples', 'anyOf', 'oneOf', 'allOf', 'not'];
