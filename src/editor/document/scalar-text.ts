import type { Scalar } from 'yaml';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import { alignScalar } from '../../core/document/align-scalar.ts';
import type { Part } from './part.ts';
import { textRange } from './spot.ts';

/** A scalar as it reads, and where in the file each of its characters is written. */
export interface ScalarText {
  readonly text: string;
  /** The place in the file of a stretch of the text. */
  readonly inFile: (range: SourceRange) => SourceRange;
}

export function scalarText(node: Scalar, part: Part): ScalarText {
  return part.parsed.isClean && typeof node.value === 'string'
    ? aligned(node, node.value, part)
    : verbatim(node, part);
}

function aligned(node: Scalar, text: string, { start, parsed }: Part): ScalarText {
  const [from = 0, to = 0] = node.range ?? [];
  const offsets = alignScalar(parsed.text, { start: from, end: to }, text);
  const offset = (at: number) => start + (offsets[at] ?? to);
  return {
    text,
    inFile: (range) => ({
      start: offset(range.start),
      end: range.end > range.start ? offset(range.end - 1) + 1 : offset(range.start),
    }),
  };
}

/** In what is not valid YAML, a scalar reads as it is written. */
function verbatim(node: Scalar, part: Part): ScalarText {
  const { start, end } = textRange(node, part);
  return {
    text: part.parsed.text.slice(start - part.start, end - part.start),
    inFile: (range) => ({ start: start + range.start, end: start + range.end }),
  };
}
