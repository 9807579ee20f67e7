import type { DocumentPath } from '../document/workflow-file.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** `0123` is the number 123 to YAML; an id that starts with zeros has to be a text. */
export function checkLostDigits(checked: Checked): void {
  const { document, workflow, report } = checked;
  const { file } = workflow;
  const visit = (value: Json, path: DocumentPath): void => {
    if (Array.isArray(value)) {
      value.forEach((item: Json, at) => visit(item, [...path, at]));
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else if (typeof value === 'number') {
      const range = file.rangeOf(path);
      const text = file.source.text.slice(range.start, range.end);
      if (!/^[-+]?0\d/.test(text)) return;
      report.warning('lost-digits', range, `YAML takes ${text} for the number ${value}`, {
        hint: `put quotes around it: '${text}'`,
      });
    }
  };
  for (const { authored, path } of taskSources(checked)) {
    if (authored.with !== undefined) visit(authored.with, [...path, 'with']);
  }
  for (const [name, input] of Object.entries(document.inputs ?? {})) {
    if (input.default !== undefined) visit(input.default, ['inputs', name, 'default']);
  }
}
