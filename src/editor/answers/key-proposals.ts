import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import type { Cursor } from '../document/cursor.ts';
import { describeParameter } from '../language/descriptions.ts';
import { choicesOf, resolved, type Shape, type StepFacts } from '../language/shape.ts';
import { parametersAt } from '../language/parameters-at.ts';
import type { Wording } from '../surroundings.ts';
import type { Proposal } from './proposal.ts';

interface Around {
  readonly path: DocumentPath;
  readonly facts: StepFacts | null;
  readonly wording: Wording;
}

/** The keys that a mapping may have and does not have yet; required ones come first. */
export function keyProposals(
  shape: Shape,
  { hasColon, siblings }: Pick<Cursor, 'hasColon' | 'siblings'>,
  { path, facts, wording }: Around,
): readonly Proposal[] {
  const parameters = parametersAt(path, facts);
  return choicesOf(shape).flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties)
      .filter(([key]) => !siblings.includes(key))
      .map(([key, member]): Proposal => {
        const isRequired = required.includes(key);
        const schema = parameters?.[key];
        return {
          label: key,
          kind: 'key',
          text: hasColon ? key : `${key}:${startsBelow(member) ? '' : ' '}`,
          isImportant: isRequired,
          ...(isRequired ? { detail: 'required' } : {}),
          documentation: documentationOf(key, { member, schema, isRequired, wording }),
        };
      }),
  );
}

interface Key {
  readonly member: Shape;
  readonly schema: JsonSchema | undefined;
  readonly isRequired: boolean;
  readonly wording: Wording;
}

function documentationOf(key: string, { member, schema, isRequired, wording }: Key): string {
  if (schema !== undefined) return describeParameter(key, schema, { wording, isRequired });
  return resolved(member).description ?? '';
}

/** Whether the value of a key is mostly written on the lines below it. */
function startsBelow(shape: Shape): boolean {
  const { type, properties, additionalProperties, items } = resolved(shape);
  if (type === 'array') return items !== undefined && startsBelow(items);
  return type === 'object' && (properties !== undefined || additionalProperties !== undefined);
}
