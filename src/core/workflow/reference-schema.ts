import type { Variables } from '../expression/expression-types.ts';
import type { Reference, ReferenceSegment } from '../expression/references.ts';
import type { JsonSchema } from '../json-schema.ts';

/** One step along the path of a reference. */
export interface PathStep {
  readonly segment: ReferenceSegment;
  /** Schema of the value that the segment is a field of. */
  readonly parent: JsonSchema;
  /** Schema of the field. */
  readonly schema: JsonSchema;
  /** Whether the field is always there. */
  readonly isCertain: boolean;
}

/** What a reference passes on its way, as far as the schemas tell. */
export function followReference(reference: Reference, variables: Variables): readonly PathStep[] {
  const steps: PathStep[] = [];
  let parent = variables[reference.root];
  for (const segment of reference.path) {
    const properties: Variables = parent?.properties ?? {};
    // `constructor` is a name like any other.
    const schema = Object.hasOwn(properties, segment.name) ? properties[segment.name] : undefined;
    if (parent === undefined || schema === undefined) return steps;
    const isCertain = (parent.required ?? []).includes(segment.name);
    steps.push({ segment, parent, schema, isCertain });
    parent = schema;
  }
  return steps;
}

/** Schema of what a reference leads to, when all of its path is known. */
export function schemaOfReference(
  reference: Reference,
  variables: Variables,
): JsonSchema | undefined {
  if (reference.isOpen) return undefined;
  if (reference.path.length === 0) return variables[reference.root];
  const steps = followReference(reference, variables);
  return steps.length === reference.path.length ? steps.at(-1)?.schema : undefined;
}
