import type { DocumentPath } from '../document/workflow-file.ts';
import { compileExpression, ExpressionError, type Expression, type Scope } from './expression.ts';
import { compilePiece, splitText, type PlacedProblem } from './template.ts';

/** Reads a bare expression, or one in `${{ }}`, of a key that holds nothing else. */
export function compileCondition(
  text: string | undefined,
  path: DocumentPath,
  problems: PlacedProblem[],
): Expression | null {
  if (text === undefined) return null;
  const pieces = splitText(text).filter(
    (piece) => typeof piece !== 'string' || piece.trim() !== '',
  );
  const [first] = pieces;
  if (pieces.some((piece) => typeof piece !== 'string') && pieces.length > 1) {
    const range = { start: 0, end: text.length };
    const message = 'a condition is one expression, without text around it';
    problems.push({ path, message, range, hint: 'put all of it into one `${{ }}`, or use none' });
    return null;
  }
  const compiled =
    first === undefined || typeof first === 'string'
      ? compileExpression(text)
      : compilePiece(first);
  if (compiled.ok) return compiled.expression;
  problems.push({ ...compiled.problem, path });
  return null;
}

/** What a condition says. @throws {ExpressionError} when that is neither true nor false. */
export function holds(condition: Expression, scope: Scope): boolean {
  const value = condition.evaluate(scope);
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(condition.text, 'a condition has to be true or false');
}
