import type { JsonSchema } from '../core/json-schema.ts';
import type { Wording } from '../editor/surroundings.ts';
import { actionReference } from './reference/action-reference.ts';
import { factsOf, waitText } from './reference/action-text.ts';
import { fieldText, parameterText, type FieldReference } from './reference/field-reference.ts';
import { typeText } from './reference/type-text.ts';

/** An editor says what the reference pages say. */
export const editorWording: Wording = {
  type: typeText,
  parameter: (schema) => parameterText(fieldOf(schema)),
  field: (schema) => fieldText(fieldOf(schema)),
  facts: (action) => factsOf(actionReference(action)),
  wait: (action, name) => {
    const wait = actionReference(action).waits.find((each) => each.name === name);
    return wait === undefined ? '' : waitText(wait);
  },
};

function fieldOf(schema: JsonSchema): FieldReference {
  return {
    path: '',
    type: typeText(schema),
    required: false,
    description: schema.description ?? '',
    secret: schema['x-secret'] === true,
    ...(schema.enum === undefined ? {} : { choices: schema.enum }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
}
