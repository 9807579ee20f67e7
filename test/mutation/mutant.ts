import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';

/**
 * What has to come of a mutant:
 *
 * - `wrong`: at least one error.
 * - `suspect`: at least a warning; it could be meant, but nobody would mean it.
 * - `equivalent`: no error, for it is as right as it was.
 * - `same`: nothing at all to say, for it means what it meant.
 * - `open`: nobody can tell whether it is meant; it counts as rejected when anything is said.
 */
export type Verdict = 'wrong' | 'suspect' | 'equivalent' | 'same' | 'open';

/** A workflow with one small change, and what the checks should make of it. */
export interface Mutant {
  readonly kind: string;
  /** The workflow that was changed. */
  readonly file: string;
  readonly text: string;
  readonly verdict: Verdict;
  /** Where the change can be seen, in the changed text; a diagnostic belongs to one of these. */
  readonly places: readonly SourceRange[];
  /** The change in words. */
  readonly change: string;
  /** What a hint should propose: set when the change was a slip of the pen. */
  readonly meant?: string;
}

/** A change about which nothing can be known, and why. */
export interface Skipped {
  readonly kind: string;
  readonly file: string;
  readonly reason: string;
}

export type Mutation = Mutant | Skipped;

export function isSkipped(mutation: Mutation): mutation is Skipped {
  return 'reason' in mutation;
}

/** One replacement of a stretch of a text. */
export interface Edit {
  readonly range: SourceRange;
  readonly by: string;
}

/** The text after some edits, which do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => b.range.start - a.range.start);
  return sorted.reduce(
    (result, { range, by }) => result.slice(0, range.start) + by + result.slice(range.end),
    text,
  );
}

/** Where a place of the old text is after one edit. */
export function moved(place: SourceRange, { range, by }: Edit): SourceRange {
  const shift = by.length - (range.end - range.start);
  const start = movedOffset(place.start, range.start);
  const end =
    place.end <= range.start ? place.end : movedOffset(place.end, range.start + by.length);
  return { start, end: Math.max(start + 1, end) };

  /** What was inside the edit is at `inside` now. */
  function movedOffset(offset: number, inside: number): number {
    if (offset <= range.start) return offset;
    return offset >= range.end ? offset + shift : inside;
  }
}
