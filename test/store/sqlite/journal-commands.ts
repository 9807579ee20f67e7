/**
 * Has the journal of the folder in its argument, and does what the lines of its input say, one after
 * the other; each is answered with one line: `ok …`, or the name and the message of what it threw.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { JournalError, type JournalWriter } from '../../../src/engine/journal.ts';
import { openSqliteJournal } from '../../../src/store/sqlite-journal.ts';
import { definition, entry, hereOptions, runInfo, secretEntry } from './journal-rig-data.ts';

const [folder = ''] = process.argv.slice(2);
const journal = openSqliteJournal(hereOptions(folder));
let current: JournalWriter | null = null;
let locker: DatabaseSync | null = null;
let count = 0;

function writer(): JournalWriter {
  if (current === null) throw new Error('it writes no run');
  return current;
}

/** What is worth saying of what was done. */
type Said = string | number | void;

const commands: Readonly<Record<string, (argument: string) => Promise<Said> | Said>> = {
  create: async (run) => {
    current = await journal.create(runInfo(run), definition);
  },
  takeOver: async (run) => {
    current = await journal.takeOver(run);
  },
  /** Appends so many events, one by one. */
  append: async (events) => {
    for (let left = Number(events); left > 0; left -= 1)
      await writer().append([entry((count += 1))]);
    return count;
  },
  secret: async (secret) => {
    await writer().append([secretEntry((count += 1), secret)]);
  },
  /** Appends for ever, saying of each event when it is durable. */
  pour: async () => {
    for (;;) {
      const [recorded] = await writer().append([entry((count += 1))]);
      process.stdout.write(`${recorded?.sequence}\n`);
    }
  },
  /** Waits for a request; the kind of it. */
  requested: () =>
    new Promise<string>((resolve) => {
      writer().onRequest(({ kind }) => resolve(kind));
    }),
  assert: () => writer().assertCurrent(),
  close: () => writer().close(),
  /** Keeps the database for itself. */
  lock: () => {
    locker = new DatabaseSync(join(folder, 'journal.db'));
    locker.exec('BEGIN IMMEDIATE');
  },
  unlock: () => locker?.close(),
};

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', argument = ''] = line.split(' ');
  process.stdout.write(`${await perform(name, argument)}\n`);
}

async function perform(name: string, argument: string): Promise<string> {
  try {
    const result = await commands[name]?.(argument);
    return result === undefined ? 'ok' : `ok ${result}`;
  } catch (error) {
    if (error instanceof JournalError) return `${error.problem} ${error.message}`;
    return error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
}
