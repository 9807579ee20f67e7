import { hostname } from 'node:os';
import type { RunEvent, RunInfo } from '../../../src/core/run/event.ts';
import type { Entry, RunDefinition } from '../../../src/engine/journal.ts';
import { systemProcesses } from '../../../src/store/sqlite/processes.ts';
import type { SqliteJournalOptions } from '../../../src/store/sqlite-journal.ts';

/** What a process that opens the journal of a folder says of itself. */
export function hereOptions(folder: string): SqliteJournalOptions {
  return {
    folder,
    program: '1.2.3',
    clock: { now: () => Date.now() },
    host: hostname(),
    pid: process.pid,
    processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
  };
}

export function runInfo(id: string): RunInfo {
  return {
    id,
    workflow: 'test',
    file: 'test.yaml',
    planHash: 'hash',
    inputs: {},
    startedAt: 0,
    scheduledAt: null,
    parent: null,
  };
}

export const definition: RunDefinition = {
  file: 'test.yaml',
  cwd: '/there',
  files: [{ path: '/there/test.yaml', text: 'name: test\n' }],
  settings: {},
};

/** An entry without secrets. */
export function entry(number: number): Entry {
  const event: RunEvent = {
    type: 'step-succeeded',
    at: number,
    step: `s${number}`,
    outputs: { number },
  };
  return { shown: event, clear: event };
}

/** An entry whose output is a secret. */
export function secretEntry(number: number, secret: string): Entry {
  const { shown } = entry(number);
  if (shown.type !== 'step-succeeded') throw new Error('an entry is a success');
  return { shown: { ...shown, outputs: '***' }, clear: { ...shown, outputs: { secret } } };
}
