import type { Diagnostic } from '../../src/core/diagnostic/diagnostic.ts';
import {
  createSourceFile,
  positionAt,
  type SourceFile,
  type SourceRange,
} from '../../src/core/diagnostic/source-file.ts';
import { readWorkflow, type Library } from '../../src/core/workflow/read-workflow.ts';
import type { Mutant } from './mutant.ts';

/** What validation made of a mutant. */
export interface Trial {
  readonly mutant: Mutant;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * What is amiss: a mistake that nobody noticed, a complaint about nothing, a diagnostic in the
   * wrong place, or without the name that was meant.
   */
  readonly fault: 'missed' | 'false-alarm' | 'misplaced' | 'no-hint' | 'thrown' | null;
}

export function tryMutant(mutant: Mutant, library: Library): Trial {
  const source = createSourceFile(mutant.file, mutant.text);
  try {
    const { diagnostics } = readWorkflow(source, library);
    return { mutant, diagnostics, fault: faultOf(mutant, diagnostics, source) };
  } catch {
    return { mutant, diagnostics: [], fault: 'thrown' };
  }
}

function faultOf(
  { verdict, places, meant }: Mutant,
  diagnostics: readonly Diagnostic[],
  source: SourceFile,
): Trial['fault'] {
  const errors = diagnostics.filter((each) => each.severity === 'error');
  if (verdict === 'equivalent') return errors.length === 0 ? null : 'false-alarm';
  const [first] = verdict === 'wrong' ? errors : diagnostics;
  if (first === undefined) return 'missed';
  if (!places.some((place) => isAt(first, place, source))) return 'misplaced';
  return meant === undefined || first.hint === `did you mean "${meant}"?` ? null : 'no-hint';
}

/** Whether a diagnostic overlaps a place, or starts on a line of it. */
function isAt({ file, range }: Diagnostic, place: SourceRange, source: SourceFile): boolean {
  if (file.path !== source.path) return false;
  if (range.start < place.end && place.start < range.end) return true;
  const { line } = positionAt(source, range.start);
  const first = positionAt(source, place.start).line;
  return line >= first && line <= positionAt(source, Math.max(place.start, place.end - 1)).line;
}
