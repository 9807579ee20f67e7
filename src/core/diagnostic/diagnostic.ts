import { positionAt, type SourceFile, type SourceRange } from './source-file.ts';

/** Every mistake that a workflow can have, and what it is in a few words. */
export const diagnosticTitles = {
  'unreadable-file': 'the file cannot be read',
  'invalid-yaml': 'the file is not valid YAML',
  'unquoted-expression': 'an expression in a flow mapping or list has to be quoted',
  'not-a-workflow': 'the file holds something else than a workflow',
  'duplicate-key': 'a key stands twice in one mapping',
  'unknown-key': 'a key that the format does not have',
  'missing-key': 'a key that the format requires is not there',
  'wrong-type': 'a value has another type than the format or the action wants',
  'invalid-value': 'a value is not one of those that are allowed',
  'invalid-name': 'a name that expressions could not use',
  'invalid-duration': 'a text that is not a length of time',
  'invalid-input-schema': 'an input is not a valid JSON Schema',
  'duplicate-id': 'two steps have the same id',
  'unknown-action': 'a step uses an action that does not exist',
  'unknown-parameter': 'an action does not have this parameter',
  'missing-parameter': 'a parameter that the action requires is not there',
  'unknown-wait': 'the action does not declare this wait',
  'unknown-step': 'a step that does not exist is needed or referred to',
  'unreachable-step': 'a step is needed or referred to that cannot have run by then',
  'dependency-cycle': 'steps need one another in a circle',
  'invalid-expression': 'an expression cannot be read',
  'unknown-reference': 'an expression names something that does not exist here',
  'type-error': 'the types in an expression do not fit',
  'mixed-condition': 'a condition is part text, part expression',
  'expression-in-script': 'an expression inside a shell script',
  'unsafe-poll': 'an action that is not safe to repeat is polled',
  'conflicting-keys': 'two keys exclude each other',
  'unusable-key': 'a key that has no effect without another one',
  'sub-workflow': 'the file of a sub-workflow cannot be used',
  'no-undo': 'an action that cannot be taken back is to be undone by itself',
  'not-yet': 'the format has it, this version of Perilune does not',
  'maybe-absent': 'a field is read that is not always there',
  'maybe-skipped': 'the outputs of a step are read that may not have succeeded',
  'never-true': 'something is asked for that never occurs',
  'constant-condition': 'a condition that is always the same',
  'never-runs': 'a step waits for one that never runs',
  'redundant-need': 'a need that is there already',
  'not-awaited': 'a thing is used before it is ready',
  'used-after-destroy': 'a thing is used after it was destroyed',
  'nothing-to-undo': 'an undo that takes nothing back',
  'unsafe-undo': 'an undo that cannot be repeated safely',
  'unsettled-retry': 'a retry of what cannot be repeated safely',
  'exposed-secret': 'a secret is put where it can be seen',
  'lost-braces': 'a text that was most likely meant as an expression',
  'lost-digits': 'a number is not kept as it is written',
  'lost-quote': 'a text ends with a quote and does not begin with one',
  'invalid-input': 'a value for an input does not fit its schema',
} as const satisfies Record<string, string>;

export type DiagnosticCode = keyof typeof diagnosticTitles;

/** Something to say about a file, with a place in it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly file: SourceFile;
  readonly range: SourceRange;
  /** What is wrong, in one line. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly file: SourceFile;
  readonly range: SourceRange;
  readonly message: string;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

/** In the order of reading: by file, then by place, then by code; the same every time. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.file.path, b.file.path) ||
      a.range.start - b.range.start ||
      a.range.end - b.range.end ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

/** `swap.yaml:14:12`, as editors and terminals understand it. */
export function placeOf(at: { readonly file: SourceFile; readonly range: SourceRange }): string {
  const { line, column } = positionAt(at.file, at.range.start);
  return `${at.file.path}:${line}:${column}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
