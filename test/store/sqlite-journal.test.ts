import { journalConformance } from '../conformance/journal-conformance.ts';
import { hastyTicker, openJournal, temporaryFolder } from './sqlite/journal-rig.ts';

journalConformance('the journal in a database', () =>
  openJournal(temporaryFolder(), { ticker: hastyTicker }),
);
