import { positionAt, type SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { edited, moved, type Edit, type Mutant, type Skipped, type Verdict } from './mutant.ts';
import type { Subject } from './subject.ts';

export interface MutantOptions {
  readonly verdict: Verdict;
  readonly meant?: string | undefined;
  /** Places of the old text at which a diagnostic may stand, when it is not the changed one. */
  readonly seenAt?: readonly SourceRange[];
}

/** A mutant of one edit; the place of the edit is where a diagnostic is expected. */
export function mutantOf(
  subject: Subject,
  kind: string,
  edit: Edit,
  { verdict, meant, seenAt }: MutantOptions,
): Mutant {
  const { line } = positionAt(subject.workflow.file.source, edit.range.start);
  const before = subject.text.slice(edit.range.start, edit.range.end);
  const places = (seenAt ?? [edit.range]).map((place) => moved(place, edit));
  return {
    kind,
    file: subject.file,
    text: edited(subject.text, [edit]),
    verdict,
    places,
    change: `line ${line}: ${short(before)} → ${short(edit.by)}`,
    ...(meant === undefined ? {} : { meant }),
  };
}

export function skip(subject: Subject, kind: string, reason: string): Skipped {
  return { kind, file: subject.file, reason };
}

function short(text: string): string {
  const line = JSON.stringify(text);
  return line.length > 70 ? `${line.slice(0, 67)}…"` : line;
}
