import type { JsonSchema } from '../../core/json-schema.ts';
import { itemsOf, schemaEndingAt, type Names } from './schema-ending-at.ts';
import { closing, isDot, opening, type Token } from './tokens.ts';

const binders = new Set(['map', 'filter', 'exists', 'all', 'exists_one']);

/** The variables of the macros around the word at `at`: `vm` within `list.exists(vm, …)`. */
export function boundNames(
  tokens: readonly Token[],
  at: number,
  names: Names,
): ReadonlyMap<string, JsonSchema> {
  const open: (Binding | null)[] = [];
  const lookUp: Names = (name) =>
    open.findLast((each) => each?.name === name)?.schema ?? names(name);
  for (let index = 0; index < at; index += 1) {
    const { kind, text } = tokens[index] ?? { kind: 'mark', text: '' };
    if (kind !== 'mark') continue;
    if (opening.has(text)) open.push(bindingOf(tokens, index, lookUp));
    else if (closing.has(text)) open.pop();
  }
  return new Map(open.flatMap((each) => (each === null ? [] : [[each.name, each.schema]])));
}

interface Binding {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** What the bracket at `open` binds, when it is that of a macro. */
function bindingOf(tokens: readonly Token[], open: number, names: Names): Binding | null {
  const macro = tokens[open - 1];
  const variable = tokens[open + 1];
  const isMacro = macro !== undefined && binders.has(macro.text) && isDot(tokens[open - 2]);
  if (!isMacro || variable?.kind !== 'name' || tokens[open + 2]?.text !== ',') return null;
  const { schema } = schemaEndingAt(tokens, open - 3, names);
  return { name: variable.text, schema: itemsOf(schema) ?? {} };
}
