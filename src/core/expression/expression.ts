import {
  EvaluationError,
  ParseError,
  type ASTNode,
  type Environment,
  type ParseResult,
} from '@marcbachmann/cel-js';
import type { Instant } from '../duration.ts';
import type { Json } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { fromCel, toCel } from './cel-value.ts';
import { findComparisons, type Comparison } from './comparisons.ts';
import { findContradictions, type Contradiction } from './contradictions.ts';
import { contextNames, createLanguage, within } from './environment.ts';
import { fixedTruth, type FixedTruth } from './fixed-truth.ts';
import type { StatusFlags } from './functions.ts';
import { findReferences, type Findings } from './references.ts';
import { findResults, type Result } from './results.ts';
import { childrenOf } from './syntax-tree.ts';
import { taintOf, type Beginning } from './taint.ts';

/** An expression that was read and can be evaluated. */
export interface Expression extends Findings {
  /** As written, without `${{ }}` and the blanks around it. */
  readonly text: string;
  /** Where `text` starts in the text that holds it. */
  readonly offset: number;
  readonly comparisons: readonly Comparison[];
  contradictions(): readonly Contradiction[];
  /** What a condition always gives, if it does not depend on anything. */
  fixed(): FixedTruth | null;
  /** What the expression may give, as far as that is written out. */
  results(): readonly Result[];
  /** @throws {ExpressionError} when there is no value: a missing field, a wrong type. */
  evaluate(scope: Scope): Json;
}

/** What an expression sees while it is evaluated. */
export interface Scope {
  /** The contexts that exist at this place, apart from `steps`. */
  readonly contexts: { readonly [name: string]: TypedValue | undefined };
  /** One step, as `steps.ID` shows it. */
  readonly step: (id: string) => StepView | undefined;
  readonly status: StatusFlags;
  readonly now: Instant;
  /**
   * Is told every value that is a secret, or computed from one. What is one is known by the schemas
   * of what the expression looks at: a value without a schema is none.
   */
  readonly hide?: (value: Json) => void;
}

export interface TypedValue {
  readonly value: Json;
  readonly schema?: JsonSchema;
}

export interface StepView {
  readonly status: string;
  /** Only of a step that succeeded. */
  readonly outputs?: TypedValue;
}

/** An expression had no value, for the given reason. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly expression: string;

  constructor(expression: string, reason: string) {
    super(`\${{ ${expression} }}: ${reason}`);
    this.expression = expression;
  }
}

/** An expression that cannot be read: why, and where in the text that holds it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: SourceRange;
  readonly hint?: string;
}

export type Compiled =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: SyntaxProblem };

/** Reads an expression; `offset` is where it starts in the text that holds it. */
export function compileExpression(raw: string, rawOffset = 0): Compiled {
  const text = raw.trim();
  const offset = rawOffset + raw.length - raw.trimStart().length;
  try {
    const parsed = language().parse(text);
    const findings = findReferences(parsed.ast);
    const valueOf = ({ start, end }: SourceRange) => valueOfClosed(text.slice(start, end));
    const comparisons = findComparisons(parsed.ast, findings.references);
    hideTypesOfMembership(parsed.ast);
    const expression: Expression = {
      text,
      offset,
      comparisons,
      contradictions: () => findContradictions(parsed.ast, text),
      fixed: () => fixedTruth(parsed.ast, { text, valueOf }),
      results: () => findResults(parsed.ast, findings.references, valueOf),
      ...findings,
      evaluate: (scope) => evaluate(parsed, expression, scope),
    };
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep(text, offset);
    if (!(error instanceof ParseError)) throw error;
    const range = error.range ?? { start: 0, end: text.length };
    return { ok: false, problem: explain(error.summary, text, range, offset) };
  }
}

/**
 * Makes `a in b` into `dyn(a) in b`: the library refuses `1.0 in [1, 2]` when it knows both types,
 * and compares the numbers when it does not.
 */
function hideTypesOfMembership(node: ASTNode): void {
  for (const child of childrenOf(node)) hideTypesOfMembership(child);
  if (node.op !== 'in') return;
  const cast = language().parse('dyn(0)').ast;
  if (cast.op !== 'call') throw new Error('a call was read as something else');
  cast.args[1][0] = node.args[0];
  node.args[0] = cast;
}

let loaded: Environment | undefined;

/** Values are dynamic while a run goes on: the checks before it know their types. */
function language(): Environment {
  if (loaded === undefined) {
    loaded = createLanguage();
    for (const name of contextNames) loaded.registerVariable(name, 'dyn');
  }
  return loaded;
}

/** The library counts the depth of most things, and of the rest the stack has an end. */
function tooDeep(text: string, offset: number): Compiled {
  const range = { start: offset, end: offset + Math.max(1, text.length) };
  return { ok: false, problem: { message: 'the expression is nested too deeply', range } };
}

/** Value of an expression that looks at nothing, if it has one. */
function valueOfClosed(text: string): Json | undefined {
  try {
    return fromCel(language().parse(text)());
  } catch {
    return undefined;
  }
}

function explain(summary: string, text: string, range: SourceRange, offset: number): SyntaxProblem {
  const operator = foreignOperator(text, range.start);
  if (operator !== null) return { ...operator, range: shifted(operator.range, offset) };
  const limit = /^Exceeded max(\w+)/i.exec(summary)?.[1];
  const atEnd = range.start >= text.length;
  const hint = syntaxHint(text, range.start);
  const start = offset + Math.min(range.start, Math.max(0, text.length - 1));
  return {
    message:
      limit !== undefined
        ? `the expression is ${limit === 'Depth' ? 'nested too deeply' : 'too long'}`
        : atEnd
          ? 'the expression ends too early'
          : lowerFirst(summary),
    range: { start, end: Math.max(start + 1, offset + range.end) },
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A word that is an operator in other languages, at the place where reading failed or before it. */
function foreignOperator(text: string, failedAt: number): SyntaxProblem | null {
  const before = /\b(?:not\s+)?\w*$/i.exec(text.slice(0, failedAt + 1));
  const start = before?.index ?? failedAt;
  const word = /^(?:and|or|not)(?=\s)/i.exec(text.slice(start))?.[0];
  if (word === undefined) return null;
  return {
    message: `\`${word}\` is not an operator here`,
    range: { start, end: start + word.length },
    hint: `write \`${operators[word.toLowerCase()]}\``,
  };
}

const operators: Readonly<Partial<Record<string, string>>> = { and: '&&', or: '||', not: '!' };

function shifted({ start, end }: SourceRange, by: number): SourceRange {
  return { start: start + by, end: end + by };
}

function syntaxHint(text: string, at: number): string | undefined {
  if (/[\u2018\u2019\u201c\u201d]/.test(text.charAt(at))) return 'use plain quotes: `"` or `\'`';
  const single = /[^=!<>]=[^=]/.exec(` ${text} `);
  return single !== null && text.slice(0, at + 1).includes('=')
    ? 'two `=` compare: `==`'
    : undefined;
}

function evaluate(parsed: ParseResult, expression: Expression, scope: Scope): Json {
  const isSecret = scope.hide !== undefined && taintOf(expression, beginningIn(scope)) !== null;
  try {
    const values = contextValues(expression, scope);
    const result = within(scope, () => fromCel(parsed(values)));
    if (isSecret) scope.hide(result);
    return result;
  } catch (error) {
    const reason =
      error instanceof EvaluationError
        ? error.summary
        : error instanceof Error
          ? error.message
          : '';
    // A reason may quote a value that nobody has hidden yet.
    const shown = isSecret
      ? 'it has no value, and why is not told: it has to do with a secret'
      : lowerFirst(explainValue(reason));
    throw new ExpressionError(expression.text, shown);
  }
}

/** The schemas of what is really there. */
function beginningIn({ contexts, step }: Scope): Beginning {
  return ({ root, path }) => {
    if (root !== 'steps') return { schema: contexts[root]?.schema, rest: path };
    const [id, field] = path;
    const isOutputs = id !== undefined && field?.name === 'outputs';
    return { schema: isOutputs ? step(id.name)?.outputs?.schema : undefined, rest: path.slice(2) };
  };
}

/** Only what the expression looks at is made ready for it, so that its cost is its own. */
function contextValues(expression: Expression, scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const steps = new Map<string, unknown>();
  for (const { root, path } of expression.references) {
    if (root === 'steps') {
      const id = path[0]?.name;
      const view = id === undefined ? undefined : scope.step(id);
      if (id !== undefined && view !== undefined) steps.set(id, stepValue(view));
      values['steps'] = steps;
    } else {
      const context = scope.contexts[root];
      if (context !== undefined) values[root] = toCel(context.value, context.schema);
    }
  }
  return values;
}

function stepValue({ status, outputs }: StepView): Map<string, unknown> {
  const value = new Map<string, unknown>([['status', status]]);
  if (outputs !== undefined) value.set('outputs', toCel(outputs.value, outputs.schema));
  return value;
}

function explainValue(reason: string): string {
  const index = /index out of bounds, index (-?\d+) (?:>= size (\d+))?/.exec(reason);
  if (index !== null)
    return `there is no item ${index[1]} in a list of ${index[2] ?? 'any length'}`;
  const missing = /^No such key: (.*)$/.exec(reason);
  return missing === null ? reason : `there is no ${JSON.stringify(missing[1])}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
