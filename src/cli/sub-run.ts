import type { RunSummary } from '../engine/journal.ts';
import { UsageError } from './command.ts';

/** A sub-run goes on with the run that it belongs to, and not by itself. @throws {UsageError} */
export function refuseSubRun({ info: { id, parent } }: RunSummary, command: string): void {
  if (parent === null) return;
  throw new UsageError(
    `the run ${id} belongs to the step "${parent.step}" of the run ${parent.run}`,
    `perilune ${command} ${parent.run}`,
  );
}
