import type { DocumentPath } from '../document/workflow-file.ts';
import { isJsonObject, type Json } from '../json.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Checked } from './check-workflow.ts';

/** A brace or a `$` short of an expression: it would be sent as it stands. */
const almost =
  /(?:(?<!\$)\{\{|\$\{(?!\{))[\s[(!]*(?:inputs|steps|run|env|secrets|item|index)\b(?:[^{}]|\{[^{}]*\})*\}{0,2}|\$\{(?!\{)[^{}]*\}\}/;

/** What was meant as an expression is one. Scripts may use `${…}` for themselves. */
export function checkLostBraces({ document, workflow, report }: Checked): void {
  const visit = (value: Json, path: DocumentPath): void => {
    if (Array.isArray(value)) {
      value.forEach((item: Json, at) => visit(item, [...path, at]));
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else if (typeof value === 'string' && path.at(-1) !== 'script') {
      const found = almost.exec(value);
      if (found === null) return;
      const range = workflow.file.rangeInText(path, found.index, found.index + found[0].length);
      const inner = found[0].replaceAll(/^[${]+|\}+$/g, '').trim();
      report.warning('lost-braces', range, 'this is text, and looks like an expression', {
        hint: `write \`\${{ ${inner} }}\``,
      });
    }
  };
  for (const { step, path } of stepSources(document)) {
    if (step.with !== undefined) visit(step.with, [...path, 'with']);
    if (step.env !== undefined) visit(step.env, [...path, 'env']);
  }
  visit(document.outputs ?? {}, ['outputs']);
  visit(document.env ?? {}, ['env']);
}
