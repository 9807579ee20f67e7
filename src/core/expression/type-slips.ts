import type { ASTNode } from '@marcbachmann/cel-js';
import type { TypeProblem } from './expression-types.ts';
import { childrenOf } from './syntax-tree.ts';

/** A node as the type checker leaves it. */
type TypedNode = ASTNode & { readonly checkedType?: { readonly name?: string } };

/** Functions whose second argument names a field of the items of the first. */
const byField = new Set(['newest', 'sort_by']);

/**
 * What the library's checker lets pass: a field of a known map that is asked for with `.?` or `has`,
 * a field named in a text, a text's place taken by a number, also in a list to choose from.
 * `fieldsOf` are the fields of a type.
 */
export function findTypeSlip(
  node: ASTNode,
  fieldsOf: (type: string) => readonly string[],
): TypeProblem | null {
  const own = slipAt(node, fieldsOf);
  if (own !== null) return own;
  for (const child of childrenOf(node)) {
    const problem = findTypeSlip(child, fieldsOf);
    if (problem !== null) return problem;
  }
  return null;
}

function slipAt(node: ASTNode, fieldsOf: (type: string) => readonly string[]): TypeProblem | null {
  switch (node.op) {
    case '.?': {
      const [receiver, name] = node.args;
      return unknownField(name, fieldsOf(typeOf(receiver)), {
        start: node.end - name.length,
        end: node.end,
      });
    }
    case '[]': {
      const [receiver, index] = node.args;
      const isMap = typeOf(receiver).startsWith('map<string,');
      if (!isMap || typeOf(index) !== 'int') return null;
      const range = { start: index.start, end: index.end };
      return { code: 'invalid_map_key', message: 'the keys of this map are texts', range };
    }
    case 'in':
      return strangeItem(node.args);
    case 'call': {
      const [name, [list, field]] = node.args;
      if (!byField.has(name) || list === undefined || field?.op !== 'value') return null;
      const item = /^list<(.*)>$/.exec(typeOf(list))?.[1] ?? '';
      if (typeof field.args !== 'string') return null;
      return unknownField(field.args, fieldsOf(item), { start: field.start, end: field.end });
    }
    default:
      return null;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'boolean',
  int: 'number',
  double: 'number',
};

/** `name in ["one", 5]`: an item that is written out, and that what is looked for never equals. */
function strangeItem([value, list]: [ASTNode, ASTNode]): TypeProblem | null {
  const type = typeOf(value);
  const kind = kinds[type];
  if (kind === undefined || value.op === 'value' || list.op !== 'list') return null;
  const strange = list.args.find((item) => {
    const given = item.op === 'value' ? typeof item.args : 'other';
    return ['string', 'boolean', 'number', 'bigint'].includes(given)
      ? given.replace('bigint', 'number') !== kind
      : false;
  });
  if (strange === undefined) return null;
  const range = { start: strange.start, end: strange.end };
  return { code: 'never_equal', message: `never equal to '${type}'`, range };
}

function typeOf(node: TypedNode): string {
  return node.checkedType?.name ?? '';
}

function unknownField(
  name: string,
  known: readonly string[],
  range: TypeProblem['range'],
): TypeProblem | null {
  if (known.length === 0 || known.includes(name)) return null;
  return { code: 'no_such_key', message: `No such key: ${name}`, range, field: { name, known } };
}
