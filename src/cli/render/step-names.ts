import type { Workflow } from '../../core/workflow/workflow.ts';
import { textWidth } from './text-width.ts';

/** What a row begins with. */
export interface RowName {
  readonly label: string;
  readonly action: string;
}

/** Widths of the columns in which names stand. */
export interface NameWidths {
  readonly label: number;
  readonly action: number;
}

/** Widths in which names stand in columns; none is wider than is reasonable. */
export function nameWidths(names: Iterable<RowName>): NameWidths {
  let label = 8;
  let action = 8;
  for (const name of names) {
    label = Math.max(label, textWidth(name.label));
    action = Math.max(action, name.action.length);
  }
  return { label: Math.min(label, widestLabel), action: Math.min(action, widestAction) };
}

/** Every step, and what takes it back, of a workflow and of its sub-workflows, as it is called in a run: `deploy › create`. */
export function* stepNames({ steps }: Workflow, prefix = ''): Generator<RowName> {
  for (const { id, action, child, undo } of steps) {
    const label = prefix + id;
    yield { label, action: action.name };
    if (undo !== null) yield { label, action: undo.action.name };
    if (child !== null) yield* stepNames(child, `${label} › `);
  }
}

const widestLabel = 28;
const widestAction = 26;
