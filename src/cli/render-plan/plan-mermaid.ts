import type { PlannedLoop, PlannedStep, PlanView, WorkflowView } from './planned-workflow.ts';
import { visible } from '../reference/visible.ts';

/**
 * A plan as a flow chart for Mermaid: a box for each step, an arrow from what it needs. The arrows to
 * a step with a condition are dashed; a loop has a double border; a sub-workflow is a frame.
 */
export function renderPlanMermaid(view: PlanView): string {
  const lines = ['flowchart TD'];
  writeWorkflow(view, '', '  ', lines);
  lines.push(
    '  classDef billed stroke:#b8860b,stroke-width:2px',
    '  classDef destroys stroke:#b22222,stroke-width:3px',
    '  classDef skipped stroke-dasharray:4 4,opacity:0.5',
  );
  return `${lines.join('\n')}\n`;
}

/** Ids of steps have no capitals: a prefix with some cannot meet another id, nor a word of Mermaid. */
function writeWorkflow(view: WorkflowView, prefix: string, indent: string, lines: string[]): void {
  if (view.finally.length === 0) {
    for (const step of view.waves.flat()) writeStep(step, prefix, indent, lines);
  } else {
    const phases = [
      ['STEPS', 'steps', view.waves],
      ['FINALLY', 'finally', view.finally],
    ] as const;
    for (const [id, title, waves] of phases) {
      lines.push(`${indent}subgraph ${prefix}${id}["${title}"]`);
      for (const step of waves.flat()) writeStep(step, prefix, `${indent}  `, lines);
      lines.push(`${indent}end`);
    }
    lines.push(`${indent}${prefix}STEPS --> ${prefix}FINALLY`);
  }
}

function writeStep(step: PlannedStep, prefix: string, indent: string, lines: string[]): void {
  const id = `${prefix}S_${step.id}`;
  const label = labelOf(step);
  if (step.child === null) {
    const [open, close] = step.loop === null ? ['[', ']'] : ['[[', ']]'];
    lines.push(`${indent}${id}${open}"${label}"${close}${classOf(step)}`);
  } else {
    lines.push(`${indent}subgraph ${id}["${label}"]`);
    writeWorkflow(step.child, `${id}_IN_`, `${indent}  `, lines);
    lines.push(`${indent}end`);
  }
  const arrow = step.condition === null ? '-->' : '-.->';
  for (const need of step.needs) lines.push(`${indent}${prefix}S_${need} ${arrow} ${id}`);
}

function labelOf(step: PlannedStep): string {
  const { condition, loop } = step;
  const marks = [...(step.billed ? ['billed'] : []), ...(step.destroys ? ['destroys'] : [])];
  return [
    step.id,
    step.action,
    ...(loop === null ? [] : [loopText(loop)]),
    ...(condition === null ? [] : [`if ${condition.text}`]),
    ...(step.skip === null ? (marks.length === 0 ? [] : [marks.join(', ')]) : ['skipped']),
    ...(step.undo === null ? [] : [`undo: ${step.undo.action}`]),
  ]
    .map(escaped)
    .join('<br/>');
}

function loopText({ count }: PlannedLoop): string {
  return count === null
    ? 'for each item'
    : `for each of ${count} ${count === 1 ? 'item' : 'items'}`;
}

function classOf(step: PlannedStep): string {
  if (step.skip !== null) return ':::skipped';
  if (step.destroys) return ':::destroys';
  return step.billed ? ':::billed' : '';
}

/** Everything that Mermaid, its Markdown or HTML could take for more than a character. */
function escaped(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' ').trim()).replaceAll(
    /["#$&'*<>\\`]/g,
    (character) => `#${character.charCodeAt(0)};`,
  );
}
