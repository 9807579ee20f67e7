import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { styledLine, type LineLook, type Part } from './styled-line.ts';
import { padText } from './text-width.ts';
import type { Created, TrackedRun } from './tracked-work.ts';
import { rowNames, rowWidths } from './work-row.ts';

/** Of a run that succeeded; where one did not, each thing may have to be cleared away. */
const mostCreated = 20;

/** What the run made, with what is needed to find it again. */
export function createdLines(progress: RunProgress, look: LineLook): string[] {
  const created = [...progress.created];
  if (created.length === 0) return [];
  const isWell = progress.root.state.status === 'succeeded';
  const shown = isWell ? created.slice(0, mostCreated) : created;
  const widths = rowWidths(shown.map(rowNames));
  const lines = shown.map((each) => createdLine(each, widths, look));
  const left = created.length - shown.length;
  if (left > 0) lines.push(look.paint.dim(`  … ${left} more`));
  const takers = destroyers(progress.root);
  if (takers.length > 0) {
    const text = `  later steps may have taken some of it away: ${takers.join(', ')}`;
    lines.push(styledLine([{ text, tone: 'dim' }], look));
  }
  return lines;
}

function createdLine(
  { work, ids }: Created,
  widths: { readonly label: number; readonly action: number },
  look: LineLook,
): string {
  const parts: Part[] = [
    { text: `  ${padText(plainLine(work.label), widths.label)}` },
    { text: `  ${padText(work.step.action.name, widths.action)}`, tone: 'dim' },
  ];
  for (const [name, value] of ids) {
    parts.push({ text: `  ${name} `, tone: 'dim' }, { text: value });
  }
  return styledLine(parts, look);
}

/** Labels of the steps that took something away for good. */
function destroyers({ steps }: TrackedRun): string[] {
  return steps.members.flatMap((work) => [
    ...(work.step.class === 'destroy' && work.state.status === 'succeeded' ? [work.label] : []),
    ...(work.child === null ? [] : destroyers(work.child)),
  ]);
}
