import { createdIds } from './created-ids.ts';
import { hasEffect } from './known-effect.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { nameWidths, type NameWidths } from './step-names.ts';
import { styledLine, type LineLook, type Part } from './styled-line.ts';
import { padText, textWidth } from './text-width.ts';
import type { Created, TrackedRun, TrackedWork } from './tracked-work.ts';
import { rowNames } from './work-row.ts';

/** Of a run that succeeded; where one did not, each thing may have to be cleared away. */
const mostCreated = 20;

/** What the run made, with what is needed to find it again. */
export function createdLines(progress: RunProgress, look: LineLook): string[] {
  const created = [...progress.created];
  if (created.length === 0) return [];
  const isWell = progress.root.state.status === 'succeeded';
  const shown = isWell ? created.slice(0, mostCreated) : created;
  const lines = thingRows(shown, look);
  const left = created.length - shown.length;
  if (left > 0) lines.push(look.paint.dim(`  … ${left} more`));
  const takers = destroyers(progress.root);
  if (takers.length > 0) {
    const text = `  since then ${takers.join(', ')} may have taken some of it away`;
    lines.push(styledLine([{ text, tone: 'dim' }], look));
  }
  return lines;
}

/** What a run that was taken back has left as it is, because nothing undoes it. */
export function leftLines(run: TrackedRun, look: LineLook): string[] {
  return thingRows([...leftOf(run)], look);
}

function* leftOf(run: TrackedRun): Generator<Created> {
  for (const step of run.steps.members) {
    for (const work of [step, ...(step.items?.members ?? [])]) {
      if (work.child !== null) yield* leftOf(work.child);
      else if (isLeft(work)) {
        yield { work, ids: createdIds(work.step, work.known.outputs) };
      }
    }
  }
}

/** What `finally` does is meant to stay, unless it made something. */
function isLeft(work: TrackedWork): boolean {
  const { step, undo, state } = work;
  if (!hasEffect(work) || undo !== null || state.status === 'unsettled') return false;
  return step.phase === 'main' || step.class === 'create';
}

function thingRows(things: readonly Created[], look: LineLook): string[] {
  const widths = nameWidths(things.map(rowNames));
  return things.flatMap((each) => createdRow(each, widths, look));
}

/** Ids are never cut: where they do not fit in one line they take another. */
function createdRow({ work, ids }: Created, widths: NameWidths, look: LineLook): string[] {
  const label = `  ${padText(plainLine(work.label), widths.label)}`;
  const action = `  ${padText(work.step.action.name, widths.action)}`;
  const names: Part[] = [{ text: label }, { text: action, tone: 'dim' }];
  const margin = textWidth(label + action);
  const lines: Part[][] = [names];
  let width = margin;
  for (const [name, value] of ids) {
    const needed = textWidth(name) + textWidth(value) + 3;
    if (width > margin && width + needed > look.columns) {
      lines.push([{ text: ' '.repeat(margin) }]);
      width = margin;
    }
    lines.at(-1)?.push({ text: `  ${name} `, tone: 'dim' }, { text: value });
    width += needed;
  }
  return lines.map((parts) => styledLine(parts, { ...look, columns: Infinity }));
}

/** Labels of the steps that took something away for good. */
function destroyers({ steps }: TrackedRun): string[] {
  return steps.members.flatMap((work) => [
    ...(work.step.class === 'destroy' && work.state.status === 'succeeded'
      ? [`"${work.label}"`]
      : []),
    ...(work.child === null ? [] : destroyers(work.child)),
  ]);
}
