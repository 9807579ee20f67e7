import { visible } from '../reference/visible.ts';
import type { PlannedStep, PlanView, WorkflowView } from './planned-workflow.ts';

/**
 * A plan as a graph for Graphviz: a box for each step, an arrow from what it needs. The arrows to a
 * step with a condition are dashed; a loop has a double border; sub-workflows and `finally` are frames.
 */
export function renderPlanDot(view: PlanView): string {
  const lines = [
    'digraph plan {',
    '  rankdir=TB',
    '  compound=true',
    '  node [shape=box, fontname="sans-serif"]',
    '  edge [fontname="sans-serif"]',
  ];
  writeWorkflow(view, '', '  ', lines);
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

function writeWorkflow(view: WorkflowView, prefix: string, indent: string, lines: string[]): void {
  for (const step of view.waves.flat()) writeStep(step, prefix, indent, lines);
  if (view.finally.length === 0) return;
  lines.push(
    `${indent}subgraph ${quote(`cluster_${prefix}finally`)} {`,
    `${indent}  label="finally"`,
  );
  for (const step of view.finally.flat()) writeStep(step, prefix, `${indent}  `, lines);
  lines.push(`${indent}}`);
}

function writeStep(step: PlannedStep, prefix: string, indent: string, lines: string[]): void {
  const id = `${prefix}${step.id}`;
  if (step.child === null) {
    lines.push(`${indent}${quote(id)} [${attributesOf(step)}]`);
  } else {
    // An arrow needs a box at its end: the frame has one of its own.
    lines.push(
      `${indent}subgraph ${quote(`cluster_${id}`)} {`,
      `${indent}  label=${quote(step.id)}`,
    );
    lines.push(`${indent}  ${quote(id)} [${attributesOf(step)}]`);
    writeWorkflow(step.child, `${id}/`, `${indent}  `, lines);
    lines.push(`${indent}}`);
  }
  const style = step.condition === null ? '' : ' [style=dashed]';
  for (const need of step.needs) {
    lines.push(`${indent}${quote(`${prefix}${need}`)} -> ${quote(id)}${style}`);
  }
}

function attributesOf(step: PlannedStep): string {
  const marks = [...(step.billed ? ['billed'] : []), ...(step.destroys ? ['destroys'] : [])];
  const label = [
    step.id,
    step.action,
    ...(step.condition === null ? [] : [`if ${step.condition.text}`]),
    ...(step.skip === null ? (marks.length === 0 ? [] : [marks.join(', ')]) : ['skipped']),
    ...(step.undo === null ? [] : [`undo: ${step.undo.action}`]),
  ];
  return [
    `label=${quote(label.map(visible).join('\n'))}`,
    ...(step.loop === null ? [] : ['peripheries=2']),
    ...(step.destroys ? ['color="firebrick"'] : step.billed ? ['color="darkgoldenrod"'] : []),
    ...(step.skip === null ? [] : ['style=dotted']),
  ].join(', ');
}

/** A line break in a label is `\n`; quotes and backslashes are escaped. */
function quote(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)}"`;
}
