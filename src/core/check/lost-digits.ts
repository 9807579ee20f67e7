import type { DocumentPath } from '../document/workflow-file.ts';
import { memberSchema, type JsonSchema } from '../json-schema.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';
import { schemaTypes } from './type-words.ts';

/** `0123` is the number 123 to YAML, and `1e3` is 1000; an id of that kind has to be a text. */
export function checkLostDigits(checked: Checked): void {
  const { document, catalogue, workflow, report } = checked;
  const { file } = workflow;
  const visit = (value: Json, path: DocumentPath, schema: JsonSchema | undefined): void => {
    if (Array.isArray(value)) {
      value.forEach((item: Json, at) => visit(item, [...path, at], schema?.items));
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        visit(item, [...path, key], memberSchema(schema, key));
      }
    } else if (typeof value === 'number') {
      const range = file.rangeOf(path);
      const text = file.source.text.slice(range.start, range.end);
      if (!isLost(text, value, schema)) return;
      report.warning('lost-digits', range, `YAML takes ${text} for the number ${value}`, {
        hint: `put quotes around it: '${text}'`,
      });
    }
  };
  for (const { authored, path } of taskSources(checked)) {
    if (authored.with === undefined) continue;
    visit(authored.with, [...path, 'with'], catalogue.get(authored.uses)?.input);
  }
  for (const [name, input] of Object.entries(document.inputs ?? {})) {
    if (input.default === undefined) continue;
    visit(input.default, ['inputs', name, 'default'], workflow.inputs[name]);
  }
}

/** Whether a number says something else than what is written, and that may have been meant as a text. */
function isLost(text: string, value: number, schema: JsonSchema | undefined): boolean {
  if (!/^[-+]?\d/.test(text) || text === String(value)) return false;
  const hasLeadingZero = /^[-+]?0\d/.test(text);
  const isTooLong = /^[-+]?\d+$/.test(text) && !Number.isSafeInteger(value);
  return hasLeadingZero || isTooLong || (schema !== undefined && takesText(schema, text));
}

function takesText(schema: JsonSchema, text: string): boolean {
  return schemaTypes(schema).includes('string') && new RegExp(schema.pattern ?? '').test(text);
}
