import type { ActionSpec } from '../../core/action-spec.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';

/**
 * What a key of the provider has to be allowed for a workflow and its sub-workflows to run: every
 * call that its steps and their waits make, in the form in which a restricted key takes it.
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
  for (const step of steps) {
    add(step.action);
    if (step.await !== null) add(step.await.observer);
    if (step.child !== null) collect(step.child, names);
  }
}
