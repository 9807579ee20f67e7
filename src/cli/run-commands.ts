import type { CommandSpec, Flag } from './command.ts';

/** How a run is shown, and where its credentials are: of every command that carries a run on. */
export const carryingFlags: readonly Flag[] = [
  {
    name: 'output',
    value: 'HOW',
    choices: ['tasks', 'lines', 'ndjson', 'quiet'],
    summary: 'Live tasks (on a terminal), lines (elsewhere), ndjson (events), or quiet.',
  },
  { name: 'env-file', value: 'FILE', summary: 'Read credentials and secrets from a file.' },
];

const takeOver: Flag = {
  name: 'take-over',
  summary: 'Also if another process still writes the run: it is shut out.',
};

const asText: Flag = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json'],
  summary: 'How to show it: text (default) or json.',
};

const one = { least: 1, most: 1 };
const two = { least: 2, most: 2 };

/** What a person does with runs that were begun. RUN: an id, the beginning of one, or `last`. */
export const runCommands: readonly CommandSpec[] = [
  {
    name: 'resume',
    summary:
      'Go on with a run whose process has ended, or look again at what it waits for a person to say.',
    operands: 'RUN',
    count: one,
    flags: [...carryingFlags, takeOver],
    examples: ['perilune resume last', 'perilune resume 20260301-k3x --env-file .env'],
    load: () => import('./commands/resume.ts'),
  },
  {
    name: 'cancel',
    summary: 'Stop a run, wherever it is at work, and wait until it has ended.',
    operands: 'RUN',
    count: one,
    flags: carryingFlags,
    examples: ['perilune cancel last'],
    load: () => import('./commands/cancel.ts'),
  },
  {
    name: 'undo',
    summary: 'Take back what a run did, as its workflow says.',
    operands: 'RUN',
    count: one,
    flags: [...carryingFlags, takeOver],
    examples: ['perilune undo last'],
    load: () => import('./commands/undo.ts'),
  },
  {
    name: 'approve',
    summary: 'Answer a step that asks.',
    operands: 'RUN STEP',
    count: two,
    flags: [
      { name: 'reject', summary: 'Say no: the step fails.' },
      { name: 'note', value: 'TEXT', summary: 'Something to say with it.' },
    ],
    examples: ['perilune approve last go_live', 'perilune approve last go_live --reject'],
    load: () => import('./commands/approve.ts'),
  },
  {
    name: 'settle',
    summary: 'Say what became of a call whose answer was lost; the run goes on.',
    operands: 'RUN STEP',
    count: two,
    flags: [
      { name: 'as', value: 'ID', summary: 'It made the thing with this id.' },
      { name: 'none', summary: 'It did nothing: it is done again.' },
      { name: 'outputs', value: 'JSON', summary: 'It happened, and this is what it answered.' },
      ...carryingFlags,
      takeOver,
    ],
    examples: ['perilune settle last create --as 8c1d3a70', 'perilune settle last create --none'],
    load: () => import('./commands/settle.ts'),
  },
  {
    name: 'runs',
    summary: 'List the runs that are remembered, or forget old ones.',
    operands: '',
    count: { least: 0, most: 0 },
    flags: [
      asText,
      {
        name: 'status',
        value: 'STATUS',
        choices: [
          'running',
          'interrupted',
          'succeeded',
          'failed',
          'undone',
          'needs-operator',
          'cancelled',
        ],
        summary: 'Only those that are running, interrupted, failed …',
      },
      { name: 'limit', value: 'N', summary: 'Only the newest N.' },
      { name: 'prune', summary: 'Forget runs that are finished with and left nothing over.' },
      {
        name: 'older-than',
        value: 'DURATION',
        summary: 'With --prune: those that ended before (default 90d).',
      },
      { name: 'keep', value: 'N', summary: 'With --prune: the newest N stay (default 200).' },
    ],
    examples: ['perilune runs --status failed', 'perilune runs --prune --older-than 30d'],
    load: () => import('./commands/runs.ts'),
  },
  {
    name: 'show',
    summary: 'Show one run: steps, resources, and what to do next.',
    operands: 'RUN',
    count: one,
    flags: [asText],
    examples: ['perilune show last', 'perilune show 20260301-k3x --format json'],
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'logs',
    summary: 'Show the journal of a run.',
    operands: 'RUN',
    count: one,
    flags: [
      { name: 'follow', short: 'f', summary: 'Go on until the run ends.' },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'ndjson'],
        summary: 'How to show it: text (default) or ndjson.',
      },
    ],
    examples: ['perilune logs last --follow'],
    load: () => import('./commands/logs.ts'),
  },
  {
    name: 'why',
    summary: 'Explain what a step does or did: what it waits for, why it failed.',
    operands: 'RUN STEP',
    count: two,
    flags: [asText],
    examples: ['perilune why last attach', "perilune why last 'fleet[web-1]'"],
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'resources',
    summary: 'Show what runs created, changed and destroyed, and what is left over.',
    operands: '[RUN]',
    count: { least: 0, most: 1 },
    flags: [
      asText,
      {
        name: 'leftover',
        summary: 'Only what runs that did not succeed created, and nothing has destroyed.',
      },
      { name: 'clean', summary: 'Take away what is left over, after asking.' },
      { name: 'yes', short: 'y', summary: 'With --clean: do not ask.' },
      ...carryingFlags,
    ],
    examples: ['perilune resources last', 'perilune resources --clean'],
    load: () => import('./commands/resources.ts'),
  },
];
