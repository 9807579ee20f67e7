import { markdownTable } from '../src/cli/reference/markdown-text.ts';
import { formatDuration, parseDuration } from '../src/core/duration.ts';
import { describeContext } from '../src/core/expression/context-descriptions.ts';
import { contextNames, type ContextName } from '../src/core/expression/environment.ts';
import { statusFunctions, valueFunctions } from '../src/core/expression/functions.ts';
import type { ExpressionFunction } from '../src/core/expression/functions.ts';
import type { JsonSchema } from '../src/core/json-schema.ts';
import { failureSchema, runSchema } from '../src/core/workflow/variables.ts';

/** What expressions can see and call, and how durations are written. */
export function expressionsSection(): string[] {
  return [
    '## Expressions',
    '',
    'Text may hold expressions: `${{ … }}`. What stands between the braces is [CEL](https://cel.dev), with the functions below besides its own. A value that is exactly one expression keeps its type; inside text only text, numbers, `true` and `false` can stand. `if`, `until`, `fail-if`, `key`, `foreach` and `retry.if` take a bare expression as well.',
    '',
    'There is no conversion that nobody asked for, and what does not exist is an error: ask with `has(…)`, or say what to take instead: `outputs.info.?ip.orValue("")`.',
    '',
    ...markdownTable(['Context', 'Where', 'What it holds'], contextNames.flatMap(contextRow)),
    '',
    'Functions about how the run goes, for `if` only:',
    '',
    ...functionTable(statusFunctions),
    '',
    'Functions for values:',
    '',
    ...functionTable(valueFunctions),
    '',
    '## Durations',
    '',
    'A number and a unit, or several of them one after the other.',
    '',
    ...markdownTable(
      ['Written', 'Milliseconds', 'Shown as'],
      ['500ms', '1.5s', '10s', '5m', '1h30m', '1d'].map((text) => durationRow(text)),
    ),
    '',
  ];
}

function contextRow(name: ContextName): string[][] {
  const context = describeContext(name);
  if (context === null) return [];
  const { where, what, example } = context;
  const schema = name === 'run' ? runSchema : name === 'failure' ? failureSchema : null;
  const more = [
    ...(schema === null ? [] : [`Fields: ${fieldNames(schema)}.`]),
    ...(example === undefined ? [] : [`For example \`${example}\`.`]),
  ];
  return [[`\`${name}\``, where, [what, ...more].join(' ')]];
}

function fieldNames({ properties = {}, required = [] }: JsonSchema): string {
  return Object.keys(properties)
    .map((name) => `\`${name}\`${required.includes(name) ? '' : ' (if any)'}`)
    .join(', ');
}

function functionTable(functions: readonly ExpressionFunction[]): string[] {
  return markdownTable(
    ['Function', 'What it gives', 'Example'],
    functions.map(({ signatures, description, example }) => [
      `\`${signatures[0] ?? ''}\`${signatures.length > 1 ? ', …' : ''}`,
      description,
      `\`${example}\``,
    ]),
  );
}

function durationRow(text: string): string[] {
  const ms = parseDuration(text);
  if (ms === null) throw new Error(`"${text}" is not a duration`);
  return [`\`${text}\``, String(ms), formatDuration(ms)];
}
