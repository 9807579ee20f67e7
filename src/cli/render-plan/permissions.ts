import type { ActionSpec } from '../../core/action-spec.ts';
import type { Task, Workflow } from '../../core/workflow/workflow.ts';

/**
 * What a key of the provider has to be allowed for a workflow and its sub-workflows to run: every
 * call that its steps and their waits make, those that find out what became of a lost one, and those
 * that take a step back or remove what it made; in the form in which a restricted key takes it.
 */
export function permissionsOf(workflow: Workflow): readonly string[] {
  const names = new Set<string>();
  collect(workflow, names);
  return [...names].toSorted().map((name) => name.replace('/', '.'));
}

function collect({ steps }: Workflow, names: Set<string>): void {
  const add = ({ provider, name, alsoCalls = [] }: ActionSpec) => {
    if (provider === 'builtin') return;
    for (const each of [name, ...alsoCalls]) names.add(each);
  };
  const addTask = ({ action, await: wait, settle }: Task) => {
    add(action);
    if (wait !== null) add(wait.observer);
    if (settle === null || settle.kind === 'repeat') return;
    for (const { observer } of settle.looks) add(observer);
  };
  for (const step of steps) {
    addTask(step);
    if (step.undo !== null) addTask(step.undo);
    if (step.cleanUp !== null) addTask(step.cleanUp);
    if (step.child !== null) collect(step.child, names);
  }
}
