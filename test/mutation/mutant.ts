import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';

/**
 * What has to come of a mutant:
 *
 * - `wrong`: at least one error.
 * - `suspect`: at least a warning; it could be meant, but nobody would mean it.
 * - `equivalent`: no error, for it is as right as it was.
 */
export type Verdict = 'wrong' | 'suspect' | 'equivalent';

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

/** Where a place of the old text is after one edit; a place inside the edit is the whole of it. */
export function moved(place: SourceRange, { range, by }: Edit): SourceRange {
  if (place.end <= range.start) return place;
  const shift = by.length - (range.end - range.start);
  if (place.start >= range.end) return { start: place.start + shift, end: place.end + shift };
  return { start: range.start, end: Math.max(range.start + 1, range.start + by.length) };
}
