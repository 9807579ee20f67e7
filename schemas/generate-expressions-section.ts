import { markdownTable } from '../src/cli/reference/markdown-text.ts';
import { formatDuration, parseDuration } from '../src/core/duration.ts';
import type { ContextName } from '../src/core/expression/environment.ts';
import { statusFunctions, valueFunctions } from '../src/core/expression/functions.ts';
import type { ExpressionFunction } from '../src/core/expression/functions.ts';
import type { JsonSchema } from '../src/core/json-schema.ts';
import { failureSchema, runSchema } from '../src/core/workflow/variables.ts';

interface Context {
  readonly where: string;
  readonly what: string;
}

const anywhere = 'everywhere';

/** What expressions of a workflow can see, and where; a context that is missing here does not compile. */
const contexts: Readonly<Record<ContextName, Context | 'only in catalogues'>> = {
  inputs: { where: anywhere, what: 'The inputs, by name: `inputs.plan_id`.' },
  secrets: {
    where: anywhere,
    what: 'The secrets that the workflow declares: `secrets.TOKEN`. What is computed from one is hidden too.',
  },
  env: {
    where: anywhere,
    what: 'The environment that the workflow declares, always text: `env.REGION`.',
  },
  run: { where: anywhere, what: `The run: ${fieldNames(runSchema)}.` },
  steps: {
    where: `${anywhere} but in the workflow's \`env\``,
    what: 'Other steps: `steps.create.outputs.vm_id`, `steps.create.status`. A reference makes the step wait for the other.',
  },
  item: {
    where: 'in a step with `foreach`, but not in its `if` and `foreach`',
    what: 'The item of the list.',
  },
  index: { where: 'where `item` is', what: 'Its number, from 0.' },
  outputs: { where: '`until`, `fail-if`', what: "The step's own outputs, as of the last look." },
  failure: { where: '`retry.if`', what: `What failed: ${fieldNames(failureSchema)}.` },
  attempt: { where: '`retry.if`', what: 'The number of the attempt that failed, from 1.' },
  input: 'only in catalogues',
  acted: 'only in catalogues',
};

/** What expressions can see and call, and how durations are written. */
export function expressionsSection(): string[] {
  const visible = Object.entries(contexts).flatMap(([name, context]) =>
    typeof context === 'string' ? [] : [[`\`${name}\``, context.where, context.what]],
  );
  return [
    '## Expressions',
    '',
    'Text may hold expressions: `${{ … }}`. What stands between the braces is [CEL](https://cel.dev), with the functions below besides its own. A value that is exactly one expression keeps its type; inside text only text, numbers, `true` and `false` can stand. `if`, `until`, `fail-if`, `key`, `foreach` and `retry.if` take a bare expression as well.',
    '',
    'There is no conversion that nobody asked for, and what does not exist is an error: ask with `has(…)`, or say what to take instead: `outputs.info.?ip.orValue("")`.',
    '',
    ...markdownTable(['Context', 'Where', 'What it holds'], visible),
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
