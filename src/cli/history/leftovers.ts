import { isGone, thingsOf, type Thing } from '../../core/run/things.ts';
import type { History } from './read-history.ts';
import { ledgerOfRuns } from './run-ledger.ts';
import { isAtWork } from './standing.ts';

/** Something that a run created that did not succeed, and that nothing has taken away since. */
export interface Leftover {
  readonly run: string;
  readonly thing: Thing;
}

/**
 * What is left over of these runs, as far as they know: what one of them destroyed is gone, whichever
 * of them it was.
 */
export function leftoversOf(histories: readonly History[]): readonly Leftover[] {
  const open = new Set(
    histories
      .filter(({ summary }) => summary.status !== 'succeeded' && !isAtWork(summary))
      .map(({ summary }) => summary.info.id),
  );
  return thingsOf(ledgerOfRuns(histories))
    .filter((thing) => open.has(thing.created.run) && !isGone(thing))
    .map((thing) => ({ run: thing.created.run, thing }));
}
