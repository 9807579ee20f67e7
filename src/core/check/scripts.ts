import { expressionsOf } from '../expression/template.ts';
import type { Checked } from './check-workflow.ts';

/** A value must not become part of a program: into a script it goes by environment only. */
export function checkScripts({ workflow, report }: Checked): void {
  for (const step of workflow.steps) {
    const script = step.with['script'];
    if (step.action.name !== 'shell/run' || script === undefined) continue;
    for (const { expression, path } of expressionsOf(script)) {
      report.error(
        'expression-in-script',
        workflow.file.rangeInText(
          path,
          expression.offset,
          expression.offset + expression.text.length,
        ),
        'an expression cannot stand in a script: its value could become a command',
        { hint: `set it under \`env:\` and use "$NAME" in the script` },
      );
    }
  }
}
