import { placeOf } from '../../src/core/diagnostic/diagnostic.ts';
import type { Trials } from './all-mutations.ts';
import type { Trial } from './trial.ts';

/** How many mutants of each kind there were, and what came of them; as a table for a terminal. */
export function summary({ trials, skipped }: Trials): string {
  const kinds = [
    ...new Set([...trials.map((each) => each.mutant.kind), ...skipped.map((each) => each.kind)]),
  ];
  const rows = kinds.toSorted().map((kind) =>
    row(
      kind,
      trials.filter((each) => each.mutant.kind === kind),
      skipped.filter((each) => each.kind === kind).length,
    ),
  );
  const table = [head, ...rows, row('all', trials, skipped.length)];
  const widths = head.map((_, at) => Math.max(...table.map((cells) => (cells[at] ?? '').length)));
  return table
    .map((cells) =>
      cells
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

const head = [
  'kind',
  'mutants',
  'rejected',
  'missed',
  'accepted',
  'false alarms',
  'misplaced',
  'no hint',
  'echoes',
  'skipped',
];

function row(kind: string, trials: readonly Trial[], skipped: number): string[] {
  const count = (is: (trial: Trial) => boolean) => trials.filter(is).length;
  const isFine = ({ mutant }: Trial) =>
    mutant.verdict === 'equivalent' || mutant.verdict === 'same';
  const isUndecided = ({ mutant, diagnostics }: Trial) =>
    mutant.verdict === 'open' && diagnostics.length === 0;
  const isRejected = (each: Trial) =>
    !isFine(each) && !isUndecided(each) && !['missed', 'thrown'].includes(each.fault ?? '');
  const undecided = count(isUndecided);
  const numbers = [
    trials.length - undecided,
    count(isRejected),
    count((each) => each.fault === 'missed' || each.fault === 'thrown'),
    count((each) => isFine(each) && each.fault === null),
    count((each) => each.fault === 'false-alarm'),
    count((each) => each.fault === 'misplaced'),
    count((each) => each.fault === 'no-hint'),
    count((each) => each.fault === 'echo'),
    skipped + undecided,
  ];
  return [kind, ...numbers.map((each) => (each === 0 ? '' : String(each)))];
}

/** One line about a trial that did not go as it should. */
export function describeFault({ mutant, diagnostics, fault }: Trial): string {
  const said = diagnostics.map(
    (each) => `${placeOf(each)} ${each.code}: ${each.message} (${each.hint ?? 'no hint'})`,
  );
  const meant = mutant.meant === undefined ? '' : `, meant "${mutant.meant}"`;
  return `${fault ?? 'fine'}: ${mutant.kind}: ${mutant.file} ${mutant.change}${meant}${said
    .slice(0, 2)
    .map((each) => `\n    ${each}`)
    .join('')}`;
}
