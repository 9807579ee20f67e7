import type { Position, Range } from 'vscode-languageserver';
import {
  lineText,
  positionAt,
  type SourceFile,
  type SourceRange,
} from '../core/diagnostic/source-file.ts';

/** A stretch of a file as editors count it: lines and UTF-16 units from 0. */
export function rangeIn(file: SourceFile, { start, end }: SourceRange): Range {
  return { start: positionIn(file, start), end: positionIn(file, end) };
}

function positionIn(file: SourceFile, offset: number): Position {
  const { line, column } = positionAt(file, offset);
  return { line: line - 1, character: column - 1 };
}

/** Where a position of an editor is in a text; one after the end of a line is its end. */
export function offsetIn(file: SourceFile, { line, character }: Position): number {
  const start = file.lineStarts[line];
  if (start === undefined) return file.text.length;
  return start + Math.min(character, lineText(file, line + 1).length);
}
