import type { CommandSpec, Flag } from './command.ts';
import { carryingFlags, runCommands } from './run-commands.ts';

const inputFlags: readonly Flag[] = [
  {
    name: 'input',
    short: 'i',
    value: 'NAME=VALUE',
    isRepeatable: true,
    summary: 'Give an input. A value that is not a text is read as YAML.',
  },
  { name: 'inputs', value: 'FILE', summary: 'Read inputs from a YAML or JSON file.' },
];

/** Every command. Help and completion read this; a command's code is loaded only to run it. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'validate',
    summary: 'Check workflows, and say what is wrong with them.',
    operands: 'FILE…',
    count: { least: 1, most: Infinity },
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'github', 'sarif'],
        summary: 'How to say it: text (default), json, github (annotations) or sarif.',
      },
    ],
    examples: ['perilune validate workflows/*.yaml'],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'plan',
    summary: 'Show what a run would do, without doing it.',
    operands: 'FILE',
    count: { least: 1, most: 1 },
    flags: [
      ...inputFlags,
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'mermaid', 'dot'],
        summary: 'How to show it: text (default), json, mermaid or dot.',
      },
    ],
    examples: [
      'perilune plan workflows/provision.yaml',
      'perilune plan swap.yaml --format mermaid',
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'run',
    summary: 'Run a workflow.',
    operands: 'FILE',
    count: { least: 1, most: 1 },
    flags: [
      ...inputFlags,
      {
        name: 'simulate',
        summary: 'Run it against a simulated cloud: nothing is real, or billed.',
      },
      {
        name: 'speed',
        value: 'N',
        summary: 'With --simulate: how much faster than real time it goes (default 30).',
      },
      { name: 'new', summary: 'Start anew, even if such a run was interrupted.' },
      ...carryingFlags,
    ],
    examples: [
      'perilune run workflows/provision.yaml --simulate',
      'perilune run swap.yaml -i floating_ip=192.0.2.7 --env-file .env',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'rehearse',
    summary: 'Run a workflow against a simulated cloud in virtual time, with faults if wanted.',
    operands: 'FILE',
    count: { least: 1, most: 1 },
    flags: [
      ...inputFlags,
      {
        name: 'faults',
        value: 'FILE|each',
        summary:
          'Faults to plan, from a file; or each: every call fails in every way, once and for good.',
      },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json'],
        summary: 'With --faults each: how to show the table: text (default) or json.',
      },
      {
        name: 'output',
        value: 'HOW',
        choices: ['lines', 'ndjson', 'quiet'],
        summary: 'How to show one rehearsal: lines (default), ndjson (events) or quiet.',
      },
    ],
    examples: [
      'perilune rehearse swap.yaml --inputs swap-inputs.yaml',
      'perilune rehearse swap.yaml --faults each',
    ],
    load: () => import('./commands/rehearse.ts'),
  },
  ...runCommands,
  {
    name: 'actions',
    summary: 'List what a step can use, or explain one action.',
    operands: '[NAME]',
    count: { least: 0, most: 1 },
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json'],
        summary: 'How to show it: text (default) or json.',
      },
    ],
    examples: ['perilune actions', 'perilune actions dns2', 'perilune actions vm/create'],
    load: () => import('./commands/actions.ts'),
  },
  {
    name: 'new',
    summary: 'Write a workflow to start from.',
    operands: '[TEMPLATE] [FILE]',
    count: { least: 0, most: 2 },
    flags: [
      { name: 'bare', summary: 'Leave the comments out.' },
      { name: 'force', summary: 'Replace the file if it is there.' },
    ],
    examples: ['perilune new provision', 'perilune new blue-green-swap swap.yaml'],
    load: () => import('./commands/new.ts'),
  },
  {
    name: 'simulator',
    summary: 'Serve the simulated cloud, for this program and others.',
    operands: '',
    count: { least: 0, most: 0 },
    flags: [
      { name: 'port', value: 'PORT', summary: 'Port on 127.0.0.1 (default: any free one).' },
      {
        name: 'speed',
        value: 'N',
        summary: 'How much faster than real time the cloud moves (default 1).',
      },
      {
        name: 'nonce',
        value: 'RULE',
        choices: ['window', 'unique', 'increasing'],
        summary: 'How strictly nonces are checked: increasing (default), unique or window.',
      },
    ],
    examples: ['perilune simulator --port 8080 --speed 20'],
    load: () => import('./commands/simulator.ts'),
  },
  {
    name: 'lsp',
    summary: 'Help an editor with workflows: a language server.',
    operands: '',
    count: { least: 0, most: 0 },
    flags: [{ name: 'stdio', summary: 'Over stdin and stdout, which is how it talks anyway.' }],
    examples: ['perilune lsp'],
    load: () => import('./commands/lsp.ts'),
  },
];
