import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { durationText } from '../reference/duration-text.ts';
import { Page } from '../reference/page.ts';
import { plainLine } from '../render/plain-text.ts';
import { visible } from '../reference/visible.ts';
import type {
  PlannedStep,
  PlannedUndo,
  PlannedUndoing,
  PlanTotals,
  PlanView,
  WorkflowView,
} from './planned-workflow.ts';
import { stepFacts, waitFacts } from './step-facts.ts';
import { valueText } from './value-text.ts';

/**
 * A plan for people. Each step carries the number of its wave; the words `billed` and `destroys` stand
 * beside the actions that do so.
 */
export function renderPlanText(view: PlanView, paint: Paint, columns: number): string {
  const page = new Page(paint, columns);
  writeWorkflow(view, page);
  page.blank();
  for (const line of totalLines(view.totals)) page.text(line);
  if (view.permissions.length > 0) {
    page.text('a restricted API key needs:');
    // Never folded: it is copied as a whole.
    page.line(`  ${view.permissions.join(',')}`);
  }
  return page.toString();
}

function writeWorkflow(view: WorkflowView, page: Page, isInner = false): void {
  page.line(`${page.paint.bold(view.workflow)}  ${page.paint.dim(plainLine(view.file))}`);
  if (view.description !== null) page.text(view.description, 0);
  for (const line of limits(view)) page.text(line, 0);
  const inputs = Object.entries(view.inputs);
  if (inputs.length > 0) {
    page.heading('Inputs');
    page.indented(2, () => page.values(inputs.map(([name, value]) => [name, valueText(value)])));
  }
  page.heading(
    'Steps',
    isInner ? undefined : 'those with the same number can run at the same time',
  );
  writeWaves(view.waves, page);
  if (view.undo !== null) {
    page.heading('Undo', isInner ? undefined : whenUndone(view));
    writeUndoing(view.undo, view.waves.flat(), page);
  }
  if (view.finally.length === 0) return;
  page.heading('Finally', isInner ? undefined : 'whatever happened before');
  writeWaves(view.finally, page);
}

function whenUndone({ onFailure }: WorkflowView): string {
  return onFailure === 'undo'
    ? 'of what took effect, when a step fails'
    : 'of what took effect, when asked for';
}

/** What would be taken back in which order, and what would not. */
function writeUndoing(
  { waves, remaining }: PlannedUndoing,
  steps: readonly PlannedStep[],
  page: Page,
): void {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const width = String(waves.length).length;
  page.indented(2, () => {
    waves.forEach((wave, at) => {
      for (const id of wave) {
        page.blank();
        const step = byId.get(id);
        if (step?.undo != null) {
          writeUndo(step, step.undo, { number: String(at + 1).padStart(width), page });
        }
      }
    });
    if (remaining.length === 0) return;
    page.blank();
    page.text(`not taken back: ${remaining.join(', ')}`);
  });
}

function writeUndo(
  { id, loop }: PlannedStep,
  undo: PlannedUndo,
  { number, page }: { readonly number: string; readonly page: Page },
): void {
  const { paint } = page;
  const mark = undo.destroys ? `  ${paint.error('destroys')}` : '';
  page.line(`${paint.dim(number)}  ${paint.bold(id)}  ${undo.action}${mark}`);
  page.indented(number.length + 2, () => {
    if (loop !== null) page.text('for each item that took effect');
    const values = Object.entries(undo.with).map(
      ([name, value]) => [visible(name), valueText(value)] as const,
    );
    page.indented(2, () => page.values(values));
    for (const line of waitFacts(undo.await)) page.text(line);
  });
}

function limits({ timeoutMs, onFailure }: WorkflowView): string[] {
  return [
    ...(timeoutMs === null ? [] : [`It is cancelled after ${durationText(timeoutMs)}.`]),
    ...(onFailure === 'continue'
      ? ['When a step fails, what does not need it goes on all the same.']
      : []),
  ];
}

function writeWaves(waves: readonly (readonly PlannedStep[])[], page: Page): void {
  const width = String(waves.length).length;
  page.indented(2, () => {
    waves.forEach((wave, at) => {
      for (const step of wave) {
        page.blank();
        writeStep(step, String(at + 1).padStart(width), page);
      }
    });
  });
}

function writeStep(step: PlannedStep, number: string, page: Page): void {
  page.line(headOf(step, number, page.paint));
  page.indented(number.length + 2, () => {
    if (step.description !== null) page.text(step.description);
    const { before, after } = stepFacts(step);
    for (const line of before) page.text(line);
    page.indented(2, () => page.values(valuesOf(step)));
    for (const line of after) page.text(line);
    const { child } = step;
    if (child === null) return;
    page.blank();
    page.indented(2, () => writeWorkflow(child, page, true));
  });
}

/** What a step is called and does, and what that costs. */
function headOf({ id, action, billed, destroys, skip }: PlannedStep, number: string, paint: Paint) {
  const marks = [
    ...(billed ? [paint.warning('billed')] : []),
    ...(destroys ? [paint.error('destroys')] : []),
  ];
  const shown = skip === null ? marks.join(', ') : paint.dim('skipped');
  return `${paint.dim(number)}  ${paint.bold(id)}  ${action}${shown === '' ? '' : `  ${shown}`}`;
}

function valuesOf(step: PlannedStep): (readonly [string, string])[] {
  return [
    ...Object.entries(step.with).map(([name, value]) => [name, valueText(value)] as const),
    ...Object.entries(step.env).map(([name, value]) => [`env.${name}`, valueText(value)] as const),
  ].map(([name, text]) => [visible(name), text]);
}

function totalLines(totals: PlanTotals): string[] {
  const { calls, mayBeFewer, openLoops } = totals;
  const upTo = mayBeFewer ? 'up to ' : '';
  const loops =
    openLoops.count === 1
      ? '1 loop over a list that is not known yet'
      : `${openLoops.count} loops over lists that are not known yet`;
  return [
    `${upTo}${calls} ${calls === 1 ? 'call' : 'calls'}: ${marksOf(totals)}`,
    ...(openLoops.count === 0 ? [] : [`and ${loops}: ${marksOf(openLoops)}`]),
  ];
}

function marksOf({ billed, destroys }: { billed: number; destroys: number }): string {
  const verb = destroys === 1 ? 'destroys' : 'destroy';
  return `${billed || 'none'} billed, ${destroys || 'none'} that ${verb}`;
}
