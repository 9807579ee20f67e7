import type { DocumentPath } from '../document/workflow-file.ts';
import type { JsonObject } from '../json.ts';
import type { Retry } from '../language/workflow-document.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** An action with its parameters as authored: what a step does, or what takes it back. */
export interface TaskSource {
  readonly authored: AuthoredTask;
  /** Where that stands. */
  readonly path: DocumentPath;
  readonly step: Step;
  readonly task: Task;
  readonly isUndo: boolean;
}

interface AuthoredTask {
  readonly uses: string;
  readonly with?: JsonObject;
  readonly await?: string;
  readonly retry?: Retry;
}

/** Every action of a document that is written out, those of undos included. */
export function* taskSources({
  document,
  workflow,
}: Pick<Checked, 'document' | 'workflow'>): Generator<TaskSource> {
  for (const [index, { step: authored, path }] of stepSources(document).entries()) {
    const step = workflow.steps[index];
    if (step === undefined) continue;
    yield { authored, path, step, task: step, isUndo: false };
    if (typeof authored.undo !== 'object' || step.undo === null) continue;
    const undoPath = [...path, 'undo'];
    yield { authored: authored.undo, path: undoPath, step, task: step.undo, isUndo: true };
  }
}
