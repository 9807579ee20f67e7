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
  readonly fault: Fault | null;
}

/**
 * What is amiss: nobody noticed the mistake (or noticing it failed), there was none, a diagnostic
 * stands in the wrong place, lacks the name that was meant, or is followed by others about the same.
 */
export type Fault = 'missed' | 'thrown' | 'false-alarm' | 'misplaced' | 'no-hint' | 'echo';

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
): Fault | null {
  const errors = diagnostics.filter((each) => each.severity === 'error');
  if (verdict === 'equivalent') return errors.length === 0 ? null : 'false-alarm';
  if (verdict === 'open') return null;
  if (verdict === 'same') return diagnostics.length === 0 ? null : 'false-alarm';
  const [first] = verdict === 'wrong' ? errors : diagnostics;
  if (first === undefined) return 'missed';
  if (!places.some((place) => isAt(first, place, source))) return 'misplaced';
  if (meant === undefined) return null;
  if (first.hint !== `did you mean "${meant}"?`) return 'no-hint';
  // What is renamed where it is declared can be missing in several places, and what is anchored can
  // be wrong for several steps.
  const elsewhere = errors.some((each) => each.range.start !== first.range.start);
  return elsewhere && places.length === 1 ? 'echo' : null;
}

/** Whether a diagnostic overlaps a place, or starts on a line of it. */
function isAt({ file, range }: Diagnostic, place: SourceRange, source: SourceFile): boolean {
  if (file.path !== source.path) return false;
  if (range.start < place.end && place.start < range.end) return true;
  const { line } = positionAt(source, range.start);
  const first = positionAt(source, place.start).line;
  return line >= first && line <= positionAt(source, Math.max(place.start, place.end - 1)).line;
}
