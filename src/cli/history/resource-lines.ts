import type { LedgerEntry } from '../../core/run/ledger.ts';
import type { Redactor } from '../../engine/redactor.ts';
import type { Tone } from '../render/paint.ts';
import { plainLine } from '../render/plain-text.ts';
import { styledLine, type LineLook, type Part } from '../render/styled-line.ts';
import { padText } from '../render/text-width.ts';
import type { Leftover } from './leftovers.ts';

/** Hides in a text what was hidden in the events. */
export type Hides = Pick<Redactor, 'text'>;

/** What was done to things: a line for each, in the order in which it was. */
export function resourceLines(
  entries: readonly LedgerEntry[],
  redactor: Hides,
  look: LineLook,
): string[] {
  const width = Math.max(0, ...entries.map((entry) => verbOf(entry).text.length));
  return entries.map((entry) => {
    const verb = verbOf(entry);
    const how = `${entry.isUndo ? 'undo of ' : ''}"${entry.step}" (${entry.action})`;
    const parts: Part[] = [
      { text: `  ${padText(verb.text, width)}  `, tone: verb.tone },
      { text: thingText(entry, redactor) },
      { text: `  ${plainLine(redactor.text(how))}`, tone: 'dim' },
    ];
    return styledLine(parts, look);
  });
}

/** What is left over: a line for each thing. */
export function leftoverLines(
  leftovers: readonly Leftover[],
  redactor: Hides,
  look: LineLook,
): string[] {
  return leftovers.map(({ run, thing }) => {
    const { created, destroyed } = thing;
    const doubt =
      created.certainty === 'possible'
        ? 'may exist: '
        : destroyed === null
          ? ''
          : 'may be gone by now: ';
    return styledLine(
      [
        { text: `  ${doubt}`, tone: 'warning' },
        { text: thingText(thing, redactor) },
        { text: `  run ${run}, "${plainLine(redactor.text(created.step))}"`, tone: 'dim' },
      ],
      look,
    );
  });
}

/** `vm 8c1d (web-1)` */
export function thingText(
  { kind, id, name }: Pick<LedgerEntry, 'kind' | 'id' | 'name'>,
  redactor: Hides,
): string {
  const called = name === null ? '' : ` (${name})`;
  return plainLine(redactor.text(`${kind} ${id ?? 'of unknown id'}${called}`));
}

function verbOf({ verb, certainty, isAdopted }: LedgerEntry): { text: string; tone: Tone } {
  if (certainty === 'possible') {
    return { text: possibly[verb], tone: 'warning' };
  }
  if (verb === 'creates' && isAdopted) return { text: 'adopted', tone: 'success' };
  return { text: done[verb], tone: verb === 'creates' ? 'success' : 'dim' };
}

const done: Readonly<Record<LedgerEntry['verb'], string>> = {
  creates: 'created',
  changes: 'changed',
  destroys: 'destroyed',
  attaches: 'attached',
  detaches: 'detached',
};

const possibly: Readonly<Record<LedgerEntry['verb'], string>> = {
  creates: 'may exist',
  changes: 'may be changed',
  destroys: 'may be gone',
  attaches: 'may be attached',
  detaches: 'may be detached',
};
