import type { ActionSpec } from '../../core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../../core/json-schema.ts';
import { actionReference, type ActionReference } from './action-reference.ts';

/** For programs: what a page says, and the schemas that it was made from. */
export interface ActionJson extends ActionReference {
  readonly input: ObjectSchema;
  readonly output: JsonSchema;
}

export function actionAsJson(spec: ActionSpec): ActionJson {
  return { ...actionReference(spec), input: spec.input, output: spec.output };
}
