import type { Reference } from '../expression/references.ts';
import { followReference } from '../workflow/reference-schema.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** A field that the API leaves out sometimes is asked for before it is read. */
export function checkAbsentFields({ workflow, report }: Checked): void {
  for (const { expression, variables, inFile } of visibleExpressions(workflow)) {
    const asked = askedPaths(expression.references);
    for (const reference of expression.references) {
      let path = reference.root;
      for (const { segment, isCertain } of followReference(reference, variables)) {
        const before = path;
        path = `${path}.${segment.name}`;
        // What follows `.?` is optional too; whether a step has outputs is another question.
        if (segment.isOptional) break;
        if (isCertain || asked.has(path) || isStepOutputs(reference, segment.name)) continue;
        report.warning(
          'maybe-absent',
          inFile(segment.range),
          `\`${before}\` does not always have "${segment.name}"`,
          { hint: `read it as \`.?${segment.name}.orValue(…)\`, or ask \`has(${path})\` first` },
        );
        break;
      }
    }
  }
}

/** Paths that the same expression asks for with `has` or `.?`. */
function askedPaths(references: readonly Reference[]): ReadonlySet<string> {
  return new Set(
    references
      .filter((reference) => reference.path.some((segment) => segment.isOptional))
      .map(({ root, path }) => [root, ...path.map((segment) => segment.name)].join('.')),
  );
}

function isStepOutputs({ root, path }: Reference, name: string): boolean {
  return root === 'steps' && name === 'outputs' && path[1]?.name === 'outputs';
}
