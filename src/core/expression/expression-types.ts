import { TypeError as CelTypeError, type ASTNode, type Environment } from '@marcbachmann/cel-js';
import { findTypeSlip } from './type-slips.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { createLanguage, registerMixedMembership } from './environment.ts';
import { createTypeRegistry } from './type-registry.ts';

/** Names that exist at a place, with the schema of each. */
export type Variables = Readonly<Record<string, JsonSchema>>;

export type TypeResult =
  /** `type` in CEL's words: `string`, `list<int>`, `dyn`, or the name of a map with known fields. */
  | { readonly ok: true; readonly type: string }
  | { readonly ok: false; readonly problem: TypeProblem };

export interface TypeProblem {
  readonly code: string;
  readonly message: string;
  /** In the expression. */
  readonly range: SourceRange;
  /** A field that does not exist, and those that do. */
  readonly field?: { readonly name: string; readonly known: readonly string[] };
}

/** Names whose type was found out by a check before, in the same words. */
export type LocalTypes = Readonly<Record<string, string>>;

/** Types expressions against the schemas of what they can see. */
export interface ExpressionTypes {
  /**
   * `local` are the names that exist only at this place, such as `outputs` and `item`; `types` says
   * more of some of them than their schema.
   */
  check(expression: string, local: Variables, types?: LocalTypes): TypeResult;
}

export function createExpressionTypes(shared: Variables): ExpressionTypes {
  const registry = createTypeRegistry();
  const base = createLanguage();
  registerMixedMembership(base);
  declare(base, shared);
  const languages = new Map<string, Environment>();

  function declare(language: Environment, variables: Variables, inherited?: Environment): void {
    const types = Object.entries(variables).map(
      ([name, schema]) => [name, registry.typeOf(schema)] as const,
    );
    registry.registerIn(language, inherited);
    for (const [name, type] of types) language.registerVariable(name, type);
  }

  /** One language for all places that see the same names with the same types. */
  function languageFor(local: Variables, types: LocalTypes): Environment {
    const untyped = Object.entries(local).filter(([name]) => types[name] === undefined);
    const key = [
      ...untyped.map(([name, schema]) => `${name}: ${registry.typeOf(schema)}`),
      ...Object.entries(types).map(([name, type]) => `${name}: ${type}`),
    ].join(', ');
    let language = languages.get(key);
    if (language === undefined) {
      language = base.clone();
      declare(language, Object.fromEntries(untyped), base);
      for (const [name, type] of Object.entries(types)) language.registerVariable(name, type);
      languages.set(key, language);
    }
    return language;
  }

  return {
    check(expression, local, types = {}) {
      const parsed = languageFor(local, types).parse(expression);
      const result = parsed.check();
      if (result.valid) {
        const slip = findTypeSlip(parsed.ast, registry.fieldsOf);
        return slip === null
          ? { ok: true, type: result.type ?? 'dyn' }
          : { ok: false, problem: slip };
      }
      const { error } = result;
      // Anything else than an error of types means that the library cannot tell: `1 in []`.
      if (!(error instanceof CelTypeError)) return { ok: true, type: 'dyn' };
      return { ok: false, problem: problemOf(error, expression, registry.fieldsOf) };
    },
  };
}

function problemOf(
  error: {
    readonly code: string;
    readonly summary: string;
    readonly range?: SourceRange;
    readonly node?: unknown;
  },
  expression: string,
  fieldsOf: (type: string) => readonly string[],
): TypeProblem {
  const range = error.range ?? { start: 0, end: expression.length };
  const missing = /^No such key: (.*)$/.exec(error.summary)?.[1];
  const known = missing === undefined ? [] : fieldsOf(receiverType(error));
  return {
    code: error.code,
    message: error.summary,
    range,
    ...(missing === undefined ? {} : { field: { name: missing, known } }),
  };
}

/** Type of what a missing field was looked for in; the checker notes it on the node. */
function receiverType(error: { readonly node?: unknown }): string {
  if (!(error instanceof CelTypeError)) return '';
  const node: ASTNode | undefined = error.node;
  if (node === undefined || (node.op !== '.' && node.op !== '[]')) return '';
  const receiver: ASTNode & { readonly checkedType?: { readonly name?: string } } = node.args[0];
  return receiver.checkedType?.name ?? '';
}

/**
 * Whether a value of a type can be one that a schema allows. What is known only while the run goes
 * on (`dyn`) may always fit.
 */
export function typeFits(type: string, schema: JsonSchema): boolean {
  const wanted = [schema.type ?? (schema.anyOf ?? []).flatMap((each) => each.type ?? [])].flat();
  if (wanted.length === 0) return true;
  const given = jsonTypes(type);
  return given === null || given.some((each) => wanted.some((want) => want === each));
}

/** The JSON types that values of a CEL type can have; `null` when anything is possible. */
export function jsonTypes(type: string): readonly string[] | null {
  if (type === 'dyn' || type.startsWith('optional') || /^[A-Z]$/.test(type)) return null;
  if (type === 'int' || type === 'uint') return ['integer', 'number'];
  if (type === 'double') return ['number', 'integer'];
  if (type === 'bool') return ['boolean'];
  if (type === 'string' || type === 'google.protobuf.Timestamp') return ['string'];
  if (type === 'null' || type === 'null_type') return ['null'];
  if (type === 'list' || type.startsWith('list<')) return ['array'];
  return ['object'];
}
