import { isNode, type Node } from 'yaml';
import type { SourceFile, SourceRange } from '../../core/diagnostic/source-file.ts';
import { embeddedExpressions } from './embedded-expressions.ts';
import { stepOutline, type StepOutline } from './outline.ts';
import { parseTolerantly, partOf, type Part } from './part.ts';
import { cutIntoSections } from './sections.ts';
import { keysOf, nodeRange, spotIn, textRange, type Spot } from './spot.ts';

/** What stands around the place at which somebody is typing. */
export interface Cursor {
  readonly path: Spot['path'];
  readonly on: Spot['on'];
  /** What a proposal replaces: the word that the cursor is in. */
  readonly word: SourceRange;
  /** Names of the other keys of the mapping, for a key. */
  readonly siblings: readonly string[];
  /** The step that the cursor is in. */
  readonly step: StepOutline | null;
  /** What is written before the cursor, of the scalar that it is in. */
  readonly before: string;
  /** What is written before the cursor, of the `${{ }}` that it is in. */
  readonly inExpression: string | null;
  /** Whether the value starts on the line of its key. */
  readonly isInline: boolean;
  /** Whether a `:` follows the word. */
  readonly hasColon: boolean;
}

/** Stands where the cursor is, so that there is something to find. */
const mark = 'zz0cursor0zz';

/** `null` where nothing can be typed that the format knows of, such as in a remark. */
export function cursorAt({ text }: SourceFile, offset: number): Cursor | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const [after = ''] = /^[^\r\n]*/.exec(text.slice(offset)) ?? [];
  const isKey = /^[\s-]*[\w-]*$/.test(before) && after.trim() === '';
  const typed = isKey ? `${mark}:` : mark;
  const part = partAt(text.slice(0, offset) + typed + text.slice(offset), offset);
  const spot = spotIn(part, offset);
  if (spot === null || !markedText(spot).includes(mark)) return null;
  const [list, at] = spot.path;
  const isInStep = (list === 'steps' || list === 'finally') && typeof at === 'number';
  const isWhole = part.path.length > 0;
  return {
    path: spot.path,
    on: spot.on,
    word: wordOf(spot, offset),
    siblings: keysOf(spot.mapping).filter((key) => !key.includes(mark)),
    step: isInStep ? stepOutline(stepNode(part, isWhole, [list, at]), [list, at], part) : null,
    before: beforeMark(spot),
    inExpression: expressionBefore(part, offset - part.start),
    isInline: /:\s+\S*$/.test(before) || /[[{,]/.test(before),
    hasColon: /^[\w-]*["']?\s*:(?:\s|$)/.test(after),
  };
}

function partAt(marked: string, offset: number): Part {
  const sections = cutIntoSections(marked);
  const section = sections.findLast(({ start }) => start <= offset) ?? {
    start: 0,
    path: [],
    text: '',
  };
  return partOf(section, parseTolerantly(section.text));
}

function stepNode(part: Part, isWhole: boolean, path: readonly [string, number]): Node | null {
  const node: unknown = isWhole ? part.root : part.parsed.document.getIn(path, true);
  return isNode(node) ? node : null;
}

function markedText({ node, part }: Spot): string {
  const { start, end } = nodeRange(node, part);
  return part.parsed.text.slice(start - part.start, end - part.start);
}

function beforeMark({ node, part }: Spot): string {
  const { start } = textRange(node, part);
  const text = part.parsed.text.slice(start - part.start);
  return text.slice(0, text.indexOf(mark));
}

/** The whole scalar when it is one word, else the word that is typed. */
function wordOf({ node, part }: Spot, offset: number): SourceRange {
  const { start, end } = textRange(node, part);
  const text = part.parsed.text.slice(start - part.start, end - part.start).replace(mark, '');
  if (/^[\w./-]*$/.test(text)) return { start, end: start + text.length };
  const at = offset - start;
  const back = /[\w-]*$/.exec(text.slice(0, at))?.[0].length ?? 0;
  const ahead = /^[\w-]*/.exec(text.slice(at))?.[0].length ?? 0;
  return { start: offset - back, end: offset + ahead };
}

function expressionBefore({ parsed: { text } }: Part, at: number): string | null {
  const around = embeddedExpressions(text).find(
    ({ inner }) => inner.start <= at && at + mark.length <= inner.end,
  );
  return around === undefined ? null : text.slice(around.inner.start, at);
}
