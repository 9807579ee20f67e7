import { compile } from 'json-schema-to-typescript';

type Schema = Record<string, unknown>;

/** TypeScript types of a workflow as authored, from the schema that is the language. */
export async function workflowDocumentTypes(schema: Schema): Promise<string> {
  const types = await compile(forTypes(schema) as Schema, 'WorkflowDocument', {
    bannerComment:
      "/* Generated from schemas/workflow.schema.json by `npm run generate`. */\n\nimport type { Json } from '../json.ts';",
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    declareExternallyReferenced: true,
    style: { printWidth: 100, singleQuote: true },
  });
  return types
    .replaceAll(/^(\s*)([\w'-]+\??|\[k: string\]):(?=\s)/gm, '$1readonly $2:')
    .replaceAll(/([\w']+)\[\]/g, 'readonly $1[]');
}

/** The schema as a module, for the validator: a program cannot import JSON from beside its own root. */
export function workflowSchemaModule(schema: Schema): string {
  return `/* Generated from schemas/workflow.schema.json by \`npm run generate\`. */\n\nexport const workflowSchema = ${JSON.stringify(schema, null, 2)};\n`;
}

/** What each action takes is known by the catalogues, not by a type. */
const otherFile = 'actions.schema.json';

/** A type is named by its own definition: what stands beside a `$ref` would make a second one. */
function forTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forTypes);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node as Schema).filter(([, value]) => value !== otherFile);
  if ('$ref' in node && node.$ref !== otherFile && entries.length > 1) return { $ref: node.$ref };
  return Object.fromEntries(
    entries
      .filter(([key]) => key !== 'propertyNames')
      .map(([key, value]) => [
        key,
        key === 'title' && value === 'Workflow' ? 'WorkflowDocument' : typeOfKey(key, value),
      ]),
  );
}

/** What may be any value is JSON, for a type; the generator would make it an object. */
function typeOfKey(key: string, value: unknown): unknown {
  if (key === 'value' || key === 'default') {
    return typeof value === 'object' && value !== null ? { tsType: 'Json' } : value;
  }
  if (key === 'input') {
    return { ...(forTypes(value) as Schema), additionalProperties: { tsType: 'Json | undefined' } };
  }
  return forTypes(value);
}
