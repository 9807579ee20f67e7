import type { DocumentPath } from '../../core/document/workflow-file.ts';
import { memberSchema, type JsonSchema } from '../../core/json-schema.ts';
import type { StepFacts } from './shape.ts';

/** Schemas of the parameters, or parts of one, that stand in the mapping at a path of a step. */
export function parametersAt(
  path: DocumentPath,
  facts: StepFacts | null,
): Readonly<Record<string, JsonSchema>> | undefined {
  if (facts === null) return undefined;
  const [key, second, ...rest] = path.slice(2);
  if (key === 'with') {
    return facts.child !== null && second === 'inputs' && rest.length === 0
      ? facts.child.inputs
      : inside(facts.action?.input, path.slice(3));
  }
  return key === 'undo' && second === 'with' ? inside(facts.undoAction?.input, rest) : undefined;
}

function inside(
  input: JsonSchema | undefined,
  path: DocumentPath,
): Readonly<Record<string, JsonSchema>> | undefined {
  let schema = input;
  for (const part of path) {
    schema = typeof part === 'number' ? schema?.items : memberSchema(schema, part);
  }
  return schema?.properties;
}
