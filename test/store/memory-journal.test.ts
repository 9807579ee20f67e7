import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { journalConformance } from '../conformance/journal-conformance.ts';

journalConformance('the journal in memory', createMemoryJournal);
