import { nearest } from '../diagnostic/nearest.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Checked } from './check-workflow.ts';

/** Keywords of JSON Schema 2020-12 that hold one schema, several by name, or several in a list. */
type Holder = 'one' | 'named' | 'list';

const holders = new Map<string, Holder>([
  ...words('items additionalProperties propertyNames contains not if then else', 'one'),
  ...words('unevaluatedItems unevaluatedProperties contentSchema', 'one'),
  ...words('properties patternProperties dependentSchemas $defs', 'named'),
  ...words('allOf anyOf oneOf prefixItems', 'list'),
]);

function words(list: string, kind: Holder): [string, Holder][] {
  return list.split(' ').map((word) => [word, kind]);
}

const plain = [
  'type enum const default title description examples format pattern minLength maxLength minimum',
  'maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems minContains',
  'maxContains required minProperties maxProperties dependentRequired deprecated readOnly writeOnly',
  'contentEncoding contentMediaType $schema $id $ref $anchor $comment $dynamicRef $dynamicAnchor',
  '$vocabulary',
].flatMap((line) => line.split(' '));

const keywords = [...plain, ...holders.keys()];

/**
 * Every word in the schema of an input is one that JSON Schema has. It ignores what it does not know,
 * so that `deafult:` would make an input required in silence.
 */
export function checkSchemaKeywords({ document, workflow, report }: Checked): void {
  const visit = (schema: Json | undefined, path: DocumentPath): void => {
    if (!isJsonObject(schema)) return;
    for (const [word, value] of Object.entries(schema)) {
      if (!isKeyword(word)) {
        const near = nearest(word, keywords);
        report.error(
          'unknown-key',
          workflow.file.rangeOfKey([...path, word]),
          `JSON Schema has no keyword "${word}"`,
          {
            hint:
              near === undefined ? 'words of your own start with `x-`' : `did you mean "${near}"?`,
          },
        );
        continue;
      }
      for (const [key, inner] of innerSchemas(word, value)) visit(inner, [...path, ...key]);
    }
  };
  for (const [name, schema] of Object.entries(document.inputs ?? {})) {
    visit(schema as Json, ['inputs', name]);
  }
}

/** Whether every word of a schema, and of those in it, is one: otherwise it says less than was meant. */
export function hasOnlyKeywords(schema: unknown): boolean {
  if (!isJsonObject(schema)) return true;
  return Object.entries(schema).every(
    ([word, value]) =>
      isKeyword(word) && innerSchemas(word, value).every(([, inner]) => hasOnlyKeywords(inner)),
  );
}

function isKeyword(word: string): boolean {
  return keywords.includes(word) || word.startsWith('x-');
}

/** The schemas that a keyword holds, each with the path to it. */
function innerSchemas(word: string, value: Json): [DocumentPath, Json][] {
  switch (holders.get(word)) {
    case 'one':
      return [[[word], value]];
    case 'named':
      return isJsonObject(value)
        ? Object.entries(value).map(([key, inner]) => [[word, key], inner])
        : [];
    case 'list':
      return Array.isArray(value) ? value.map((inner: Json, at) => [[word, at], inner]) : [];
    default:
      return [];
  }
}
