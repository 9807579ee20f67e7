import { nearest, suggestion } from '../diagnostic/nearest.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';
import { misfit } from '../language/validator.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Workflow } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { misfitWords } from './misfit-words.ts';
import { mainError, pointerPath } from './pointer-path.ts';
import { typeHint, writtenValue } from './type-hint.ts';
import { schemaTypes } from './type-words.ts';

/** A sub-workflow is given the inputs that it has: none unknown, none missing, none of a wrong type. */
export function checkSubWorkflowInputs(checked: Checked): void {
  stepSources(checked.document).forEach(({ step, path }, index) => {
    const child = checked.workflow.steps[index]?.child;
    const given = step.with?.['inputs'] ?? {};
    if (child == null || !isJsonObject(given)) return;
    checkGiven(child, given, [...path, 'with', 'inputs'], checked);
    // Inputs that are there under a wrong name are one mistake, not two.
    if (Object.keys(step.with ?? {}).some((name) => isMisspelt(name))) return;
    checkMissing(child, given, [...path, 'with'], checked);
  });
}

function isMisspelt(name: string): boolean {
  return name !== 'inputs' && nearest(name, ['file', 'inputs']) === 'inputs';
}

type Path = readonly (string | number)[];

function checkGiven(
  child: Workflow,
  given: { readonly [name: string]: Json },
  path: Path,
  { workflow, report }: Checked,
): void {
  const known = Object.keys(child.inputs);
  for (const [name, value] of Object.entries(given)) {
    const schema = Object.hasOwn(child.inputs, name) ? child.inputs[name] : undefined;
    if (schema === undefined) {
      const message = `the workflow "${child.name}" has no input "${name}"`;
      const hint = known.length === 0 ? 'it takes none' : suggestion(name, known);
      report.error('unknown-parameter', workflow.file.rangeOfKey([...path, name]), message, {
        hint,
      });
    } else if (!JSON.stringify(value).includes('${{')) {
      const error = mainError(misfit(schema, value));
      if (error === undefined) continue;
      const place = [...path, name, ...pointerPath(error.instancePath, value)];
      const message = `the input "${name}" of "${child.name}" ${misfitWords(error)}`;
      const range = workflow.file.rangeOf(place);
      const types = schemaTypes((error.parentSchema as JsonSchema | undefined) ?? schema);
      const written = writtenValue(error.data, range, workflow.file);
      report.error('wrong-type', range, message, {
        hint: error.keyword === 'type' ? typeHint(types, error.data, written) : undefined,
      });
    }
  }
}

function checkMissing(
  child: Workflow,
  given: { readonly [name: string]: Json },
  path: Path,
  { workflow, report }: Checked,
): void {
  for (const [name, schema] of Object.entries(child.inputs)) {
    if (Object.hasOwn(given, name) || schema.default !== undefined) continue;
    const message = `the workflow "${child.name}" needs the input "${name}"`;
    const hint = `add \`inputs: { ${name}: … }\``;
    report.error('missing-parameter', workflow.file.rangeOfKey(path), message, { hint });
  }
}
