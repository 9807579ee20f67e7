import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { durationText } from '../reference/duration-text.ts';
import { Page } from './page.ts';
import type { PlannedStep, PlanTotals, PlanView, WorkflowView } from './planned-workflow.ts';
import { stepFacts } from './step-facts.ts';
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
  return page.toString();
}

function writeWorkflow(view: WorkflowView, page: Page): void {
  page.title(view.workflow, view.description);
  for (const line of limits(view)) page.text(line);
  const inputs = Object.entries(view.inputs);
  if (inputs.length > 0) {
    page.blank();
    page.heading('Inputs');
    page.indented(2, () => page.values(inputs.map(([name, value]) => [name, valueText(value)])));
  }
  page.blank();
  page.heading('Steps', 'those with the same number can run at the same time');
  page.indented(2, () => writeWaves(view.waves, page));
  if (view.finally.length === 0) return;
  page.blank();
  page.heading('Finally', 'whatever happened before');
  page.indented(2, () => writeWaves(view.finally, page));
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
  waves.forEach((wave, at) => {
    for (const step of wave) {
      page.blank();
      writeStep(step, String(at + 1).padStart(width), page);
    }
  });
}

function writeStep(step: PlannedStep, number: string, page: Page): void {
  page.step(number, step);
  page.indented(number.length + 2, () => {
    if (step.description !== null) page.text(step.description);
    const { before, after } = stepFacts(step);
    for (const line of before) page.text(line);
    page.indented(2, () =>
      page.values([
        ...Object.entries(step.with).map(([name, value]) => [name, valueText(value)] as const),
        ...Object.entries(step.env).map(
          ([name, value]) => [`env.${name}`, valueText(value)] as const,
        ),
      ]),
    );
    for (const line of after) page.text(line);
    const { child } = step;
    if (child !== null) page.indented(2, () => writeWorkflow(child, page));
  });
}

function totalLines({ calls, billed, destroys, mayBeFewer, openLoops }: PlanTotals): string[] {
  const marks = [
    ...(billed === 0 ? [] : [`${billed} billed`]),
    ...(destroys === 0 ? [] : [`${destroys} ${destroys === 1 ? 'destroys' : 'destroy'}`]),
  ].join(', ');
  const total = `${mayBeFewer ? 'up to ' : ''}${calls} ${calls === 1 ? 'call' : 'calls'}`;
  const loops = openLoops === 1 ? '1 loop does' : `${openLoops} loops do`;
  return [
    `${total}${marks === '' ? ', none billed, none destroys' : `: ${marks}`}`,
    ...(openLoops === 0 ? [] : [`and what ${loops}, over lists that are not known yet`]),
  ];
}
