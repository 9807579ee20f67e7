import type { SourceRange } from '../diagnostic/source-file.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import { contextNames, functionDefinitions } from '../expression/environment.ts';
import { compileExpression } from '../expression/expression.ts';
import { splitText } from '../expression/template.ts';
import { isJsonObject, type Json } from '../json.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** What was meant as an expression is one. Scripts may use `${…}` for themselves. */
export function checkLostBraces(checked: Checked): void {
  const { document, workflow, report } = checked;
  const visit = (value: Json, path: DocumentPath): void => {
    if (Array.isArray(value)) {
      value.forEach((item: Json, at) => visit(item, [...path, at]));
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else if (typeof value === 'string') {
      const found = almostExpression(value);
      if (found === null) return;
      const range = workflow.file.rangeInText(path, found.range.start, found.range.end);
      report.warning('lost-braces', range, 'this is text, and looks like an expression', {
        hint: `write \`\${{ ${found.meant} }}\``,
      });
    }
  };
  for (const { authored, path } of taskSources(checked)) {
    for (const [name, value] of Object.entries(authored.with ?? {})) {
      if (authored.uses !== 'shell/run' || name !== 'script') visit(value, [...path, 'with', name]);
    }
  }
  for (const { step, path } of stepSources(document)) {
    if (step.env !== undefined) visit(step.env, [...path, 'env']);
    if (Array.isArray(step.foreach)) visit(step.foreach, [...path, 'foreach']);
  }
  visit(document.outputs ?? {}, ['outputs']);
  visit(document.env ?? {}, ['env']);
}

interface Almost {
  readonly range: SourceRange;
  /** The expression, without its braces. */
  readonly meant: string;
}

/** Whether a value holds something that was most likely meant as an expression. */
export function holdsLostBraces(value: Json): boolean {
  if (typeof value === 'string') return almostExpression(value) !== null;
  if (Array.isArray(value)) return value.some((item: Json) => holdsLostBraces(item));
  return isJsonObject(value) && Object.values(value).some((item) => holdsLostBraces(item));
}

/** Nobody writes longer expressions; a text full of braces is not read to its end for each of them. */
const longest = 1000;

/** The first `${ … }}`, `{{ … }}` or `${ … }` of a text that can only be a broken expression. */
function almostExpression(value: string): Almost | null {
  for (const { 0: opening, index: start } of value.matchAll(/\$\{(?!\{)|(?<!\$)\{\{/g)) {
    const inside = start + opening.length;
    const rest = value.slice(inside, inside + longest);
    const length = lengthOfClosed(rest, opening) ?? lengthOfPath(rest);
    if (length === null) continue;
    const closing = /^\}{0,2}/.exec(rest.slice(length))?.[0].length ?? 0;
    return {
      range: { start, end: inside + length + closing },
      meant: rest.slice(0, length).trim(),
    };
  }
  return null;
}

/** How long the expression is with which a text begins, when one follows that ends with `}}`. */
function lengthOfClosed(text: string, opening: string): number | null {
  if (!text.includes('}}')) return null;
  const [piece] = splitText(`\${{${text}`);
  if (piece === undefined || typeof piece === 'string' || !piece.isClosed) return null;
  const compiled = compileExpression(piece.text);
  if (!compiled.ok) return null;
  // Other languages write `{{ name }}`; nobody closes `${` with two braces.
  const { references, functions } = compiled.expression;
  const isOurs =
    opening === '${' ||
    references.some(({ root }) => contextNames.some((name) => name === root)) ||
    functionDefinitions().some(({ name }) => functions.has(name));
  return isOurs ? piece.text.length : null;
}

const path =
  /^[\s[(!]*(?:(?:inputs|steps|run|env|secrets)[.[]|item\b|index\b)(?:[^{}]|\{[^{}]*\})*/;

/** How long the path into a context is with which a text begins, whatever ends it. */
function lengthOfPath(text: string): number | null {
  return path.exec(text)?.[0].length ?? null;
}
