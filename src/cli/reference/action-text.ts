import type { ActionSpec, PollPolicy } from '../../core/action-spec.ts';
import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { actionReference, type ActionReference, type WaitReference } from './action-reference.ts';
import { durationText } from './duration-text.ts';
import { fieldText, parameterText, type FieldReference } from './field-reference.ts';
import { Page } from './page.ts';
import { settlingText, undoText } from './settling-text.ts';

/** All there is to know of an action, for a terminal. */
export function renderAction(spec: ActionSpec, paint: Paint, columns: number): string {
  const page = new Page(paint, columns);
  const action = actionReference(spec);
  page.line(paint.bold(action.name));
  page.text(action.summary, 0);
  page.blank();
  for (const line of factsOf(action)) page.text(line, 0);
  if (action.notes.length > 0) {
    page.heading('Notes');
    page.indented(2, () => {
      for (const note of action.notes) page.text(`- ${note}`);
    });
  }
  writeParameters(action, page);
  writeOutputs(action, page);
  writeWaits(action, page);
  page.heading('Example');
  page.indented(2, () => {
    for (const line of action.example.trimEnd().split('\n')) page.line(line);
  });
  return page.toString();
}

/** What kind of action it is, a sentence or two for each fact. */
export function factsOf(action: ActionReference): string[] {
  const { classNotes, billed, asynchronous, waits, attemptTimeoutMs, failIf } = action;
  const [kind = '', ...others] = classNotes;
  const awaited = waits.length === 0 ? '' : ', which `await` waits for';
  return [
    `Class \`${action.class}\`: ${lowerFirst(kind)}`,
    ...others,
    ...(billed ? ['It can change what is charged.'] : []),
    ...(asynchronous ? [`Its answer comes before its work is done${awaited}.`] : []),
    ...(attemptTimeoutMs === null
      ? []
      : [
          `One attempt may take ${durationText(attemptTimeoutMs)}, unless the step says otherwise.`,
        ]),
    ...(failIf === null ? [] : [`A step that polls it fails at once if \`${failIf}\`.`]),
    ...action.settling.map(settlingText),
    ...action.undo.map(undoText),
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function writeParameters(action: ActionReference, page: Page): void {
  page.heading('Parameters');
  page.indented(2, () => {
    page.table(
      action.parameters.map((field) => [
        field.path,
        field.type,
        field.required ? 'required' : '',
        parameterText(field),
      ]),
    );
    const others = [...action.parameterChoices, ...rest(action.otherParameters)];
    for (const line of others) page.text(line);
    if (action.parameters.length === 0 && others.length === 0) page.text('none');
  });
}

function writeOutputs(action: ActionReference, page: Page): void {
  page.heading('Outputs');
  page.indented(2, () => {
    page.table(action.outputs.map(outputRow));
    if (action.hasOpenOutputs) page.text(openOutputs);
    else if (action.outputs.length === 0) page.text('none');
  });
}

/** Said where any field may come. */
export const openOutputs = 'What it answers is not laid down: any field may be there.';

function outputRow(field: FieldReference): readonly string[] {
  const names = field.path.split('.').filter((name) => name !== '*');
  const type = field.required ? field.type : `${field.type}, if any`;
  return [`${'  '.repeat(names.length - 1)}${names.at(-1)}`, type, fieldText(field)];
}

function writeWaits(action: ActionReference, page: Page): void {
  if (action.waits.length === 0) return;
  page.heading('Waits');
  page.indented(2, () => {
    page.table(action.waits.map((wait) => [wait.name, waitText(wait)]));
  });
}

/** What a wait looks at, until when, and how often. */
export function waitText(wait: WaitReference): string {
  const { summary, uses, until, failIf, goneIfRejected, promotes, poll } = wait;
  const gone = goneIfRejected.map((text) => `"${text}"`).join(' or ');
  const lifted = Object.entries(promotes).map(([name, path]) => `\`${name}\` (\`${path}\`)`);
  return [
    `Until ${summary}.`,
    `Looks with ${uses} ${howOften(poll)} until \`${until}\`${gone === '' ? '' : `, or until that says ${gone}`}.`,
    ...(failIf === null ? [] : [`Fails at once if \`${failIf}\`.`]),
    ...(lifted.length === 0 ? [] : [`Adds the outputs ${lifted.join(' and ')}.`]),
  ].join(' ');
}

function howOften({ everyMs, maxEveryMs, timeoutMs }: PollPolicy): string {
  const most = maxEveryMs > everyMs ? ` to ${durationText(maxEveryMs)}` : '';
  return `every ${durationText(everyMs)}${most}, for up to ${durationText(timeoutMs)},`;
}

function rest(line: string | null): string[] {
  return line === null ? [] : [line];
}
