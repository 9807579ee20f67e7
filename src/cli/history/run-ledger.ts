import { ledgerOf, type LedgerEntry } from '../../core/run/ledger.ts';
import { catalogue } from '../catalogue.ts';
import type { History } from './read-history.ts';

/** What runs did to things at the provider. */
export function ledgerOfRuns(histories: readonly History[]): readonly LedgerEntry[] {
  return histories.flatMap(({ summary, clear }) =>
    ledgerOf(summary.info.id, clear, (action) => catalogue().get(action)),
  );
}

/** The same of one run for a program; what is secret is hidden. */
export function ledgerData(history: History): object[] {
  return ledgerOfRuns([history]).map(({ act: _act, leftAt, doneAt, ...entry }) =>
    history.redactor.value({
      ...entry,
      leftAt: new Date(leftAt).toISOString(),
      doneAt: doneAt === null ? null : new Date(doneAt).toISOString(),
    }),
  );
}
