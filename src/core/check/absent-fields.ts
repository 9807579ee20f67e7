import type { Reference } from '../expression/references.ts';
import { stepsById } from '../workflow/edges.ts';
import { followReference } from '../workflow/reference-schema.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { isAskedBefore, pathsAskedIn } from './asked-paths.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** A field that the API leaves out sometimes is asked for before it is read. */
export function checkAbsentFields({ workflow, report }: Checked): void {
  const { steps } = workflow;
  const ids = stepsById(steps);
  for (const { expression, variables, step, place, inFile } of visibleExpressions(workflow)) {
    const asked = pathsAskedIn(expression);
    for (const reference of expression.references) {
      let path = reference.root;
      for (const { segment, isCertain } of followReference(reference, variables)) {
        const before = path;
        path = `${path}.${segment.name}`;
        // What follows `.?` is optional too; whether a step has outputs is another question.
        if (segment.isOptional) break;
        if (isCertain || asked.has(path) || isStepOutputs(reference, segment.name)) continue;
        if (step !== null && isAskedBefore(path, { step, place, steps })) break;
        const source = reference.root === 'outputs' ? step : ids.get(reference.path[0]?.name ?? '');
        const other = parameterFor(segment.name, source ?? null);
        report.warning(
          'maybe-absent',
          inFile(segment.range),
          `\`${before}\` does not always have "${segment.name}"`,
          {
            hint: `${other}read it as \`.?${segment.name}.orValue(…)\`, or ask \`has(${path})\` first`,
          },
        );
        break;
      }
    }
  }
}

function isStepOutputs({ root, path }: Reference, name: string): boolean {
  return root === 'steps' && name === 'outputs' && path[1]?.name === 'outputs';
}

/** The parameter with which a step has an output for sure, as the beginning of a hint. */
function parameterFor(output: string, step: Step | null): string {
  const { parameter, outputs = {} } = step?.action.certainIfGiven ?? {};
  const found = Object.entries(outputs).find(([, names]) => names.includes(output));
  return parameter === undefined || found === undefined
    ? ''
    : `give "${step?.id}" \`${parameter}: ${found[0]}\`, `;
}
