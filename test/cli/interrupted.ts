import type { RunEvent } from '../../src/core/run/event.ts';
import type { Entry } from '../../src/engine/journal.ts';
import type { CliRig } from './cli-rig.ts';

/**
 * As if the process of the newest run had been killed right after the first event that fits: what
 * came after it was never written down. Returns the id of the run.
 */
export async function interruptAfter(
  rig: CliRig,
  fits: (event: RunEvent) => boolean,
): Promise<string> {
  const journal = await rig.openJournal();
  try {
    const newest = (await journal.runs()).find(({ info }) => info.parent === null);
    if (newest === undefined) throw new Error('there is no run');
    const { id } = newest.info;
    const clear: RunEvent[] = [];
    for await (const event of journal.readClear(id)) clear.push(event);
    const entries: Entry[] = [];
    for await (const { event: shown } of journal.read(id)) {
      entries.push({ shown, clear: clear[entries.length] ?? shown });
    }
    const last = clear.findIndex(fits);
    if (last === -1) throw new Error('no event fits');
    const definition = await journal.definition(id);
    await journal.remove(id);
    const writer = await journal.create(newest.info, definition);
    await writer.append(entries.slice(0, last + 1));
    await writer.close();
    return id;
  } finally {
    await journal.close();
  }
}

/** Whether an event is the intent of an action, of a step or of what takes it back. */
export function asks(action: string): (event: RunEvent) => boolean {
  return (event) => event.type === 'call-started' && event.action === action;
}
