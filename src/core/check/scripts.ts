import { expressionsOf } from '../expression/template.ts';
import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** A value must not become part of a program: into a script it goes by environment only. */
export function checkScripts(checked: Checked): void {
  const { workflow, report } = checked;
  for (const { task, isUndo } of taskSources(checked)) {
    const script = task.with['script'];
    if (task.action.name !== 'shell/run' || script === undefined) continue;
    for (const { expression, path } of expressionsOf(script)) {
      report.error(
        'expression-in-script',
        workflow.file.rangeInText(
          path,
          expression.offset,
          expression.offset + expression.text.length,
        ),
        'an expression cannot stand in a script: its value could become a command',
        {
          hint: isUndo
            ? `set it under \`env:\` of \`with\` and use "$NAME" in the script`
            : `set it under \`env:\` and use "$NAME" in the script`,
        },
      );
    }
  }
}
