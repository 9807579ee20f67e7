/** Opens the journal of the folder in its argument, and prints what it is told. */
import { JournalError } from '../../../src/engine/journal.ts';
import { openSqliteJournal } from '../../../src/store/sqlite-journal.ts';

const [folder = ''] = process.argv.slice(2);
try {
  const processes = { markOf: () => null };
  const clock = { now: () => 0 };
  openSqliteJournal({ folder, program: '1', clock, host: '', pid: 1, processes });
  process.stdout.write('opened\n');
} catch (error) {
  if (!(error instanceof JournalError)) throw error;
  process.stdout.write(`${error.problem}: ${error.message}\n`);
}
