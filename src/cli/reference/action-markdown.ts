import type { ActionSpec } from '../../core/action-spec.ts';
import type { ActionCategory } from './action-category.ts';
import { actionReference, type ActionReference } from './action-reference.ts';
import { factsOf, openOutputs, waitText } from './action-text.ts';
import { fieldText, parameterText } from './field-reference.ts';
import { code, markdownTable, outsideCode } from './markdown-text.ts';

/** A page about the actions of a category. */
export function renderCategoryMarkdown(category: ActionCategory): string {
  const { name, provider, specs } = category;
  const lead =
    provider === 'builtin'
      ? 'Actions that Perilune brings itself.'
      : `Actions of the category ${code(name)} of the provider ${code(provider)}.`;
  const contents = markdownTable(
    ['Action', 'Class', 'Billed', 'What it does'],
    specs.map((spec) => [
      `[${spec.name}](#${anchorOf(spec.name)})`,
      spec.class,
      spec.billed ? 'yes' : '',
      spec.summary,
    ]),
  );
  return [`# ${name}`, '', lead, '', ...contents, '', ...specs.map(renderActionMarkdown)].join(
    '\n',
  );
}

/** What a heading's address is: GitHub keeps letters, digits, `-` and `_`. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

/** All there is to know of an action, as a section of a page. */
export function renderActionMarkdown(spec: ActionSpec): string {
  const action = actionReference(spec);
  return [
    `## ${action.name}`,
    '',
    outsideCode(action.summary),
    '',
    ...[...factsOf(action), ...action.notes].map((line) => `- ${outsideCode(line)}`),
    '',
    ...parameterLines(action),
    ...outputLines(action),
    ...waitLines(action),
    '**Example**',
    '',
    '```yaml',
    action.example.trimEnd(),
    '```',
    '',
  ].join('\n');
}

function parameterLines(action: ActionReference): string[] {
  const { parameters, parameterChoices, otherParameters } = action;
  const others = [...parameterChoices, ...(otherParameters === null ? [] : [otherParameters])];
  if (parameters.length === 0 && others.length === 0) return ['It takes no parameters.', ''];
  const rows = parameters.map((field) => [
    code(field.path),
    field.type,
    field.required ? 'yes' : '',
    parameterText(field),
  ]);
  return [
    ...(rows.length === 0
      ? []
      : [...markdownTable(['Parameter', 'Type', 'Required', 'Description'], rows), '']),
    ...others.flatMap((line) => [outsideCode(line), '']),
  ];
}

function outputLines({ outputs, hasOpenOutputs }: ActionReference): string[] {
  if (hasOpenOutputs) return [openOutputs, ''];
  if (outputs.length === 0) return ['It has no outputs.', ''];
  const rows = outputs.map((field) => [
    code(field.path),
    field.required ? field.type : `${field.type}, if any`,
    fieldText(field),
  ]);
  return [...markdownTable(['Output', 'Type', 'Description'], rows), ''];
}

function waitLines({ waits }: ActionReference): string[] {
  if (waits.length === 0) return [];
  const rows = waits.map((wait) => [code(wait.name), waitText(wait)]);
  return [...markdownTable(['Wait', 'Description'], rows), ''];
}
