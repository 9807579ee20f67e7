import { resolve } from 'node:path';

import type { ActionSpec } from '../core/action-spec.ts';
import type { JsonObject } from '../core/json.ts';
import { parseJson } from '../core/parse-json.ts';
import type { Failure } from '../core/run/failure.ts';
import { shorten } from '../core/shorten.ts';
import { type Action, type ActionContext, ActionError } from '../engine/action.ts';
import type { CommandEnd } from './child-process.ts';
import {
  invalidValue,
  isListOf,
  isNumber,
  isScalar,
  isScalarMap,
  isText,
  onlyOneOf,
  optional,
  required,
  texts,
} from './input.ts';
import { scalarMapParameter } from './parameter-schema.ts';

/** What a command gets of the surrounding environment. The rest is full of other people's keys. */
const inherited = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

export const shellRunSpec: ActionSpec = {
  name: 'shell/run',
  provider: 'builtin',
  summary: 'Run a command or a shell script on this machine.',
  notes: [
    'Give either `command`, a list that reaches the program word for word, or `script`, which `sh -eu` runs.',
    'A script takes its values from `env`; there are no expressions in it.',
    `Of the surrounding environment it gets ${inherited.join(', ')}, and besides only what is declared.`,
    'When the attempt is ended early, the command and its descendants are asked to stop, and killed when they do not.',
  ],
  class: 'toggle',
  input: {
    type: 'object',
    properties: {
      command: {
        type: 'array',
        items: { type: ['string', 'number', 'boolean'] },
        minItems: 1,
        description: 'The program and its arguments.',
        examples: [['git', 'rev-parse', 'HEAD']],
      },
      script: { type: 'string', description: 'A script for `/bin/sh`.' },
      cwd: {
        type: 'string',
        description: 'The folder to run in; a relative path starts at the folder of the workflow.',
      },
      stdin: { type: 'string', description: 'What it reads; nothing when left out.' },
      env: scalarMapParameter('Environment variables, besides those of the step.'),
      'ok-exit-codes': {
        type: 'array',
        items: { type: 'integer', minimum: 0, maximum: 255 },
        minItems: 1,
        default: [0],
        description: 'The exit codes that are no failure.',
      },
      parse: {
        type: 'string',
        enum: ['text', 'json', 'lines'],
        default: 'text',
        description: 'Also give what it printed as a JSON value (`json`) or as a list (`lines`).',
      },
    },
    additionalProperties: false,
    oneOf: [{ required: ['command'] }, { required: ['script'] }],
  },
  output: {
    type: 'object',
    properties: {
      stdout: { type: 'string', description: 'What it printed, without the last line break.' },
      stderr: { type: 'string' },
      exit_code: { type: 'integer' },
      json: { description: 'With `parse: json`.' },
      lines: { type: 'array', items: { type: 'string' }, description: 'With `parse: lines`.' },
    },
    required: ['stdout', 'stderr', 'exit_code'],
    additionalProperties: false,
  },
  certainIfGiven: { parameter: 'parse', outputs: { json: ['json'], lines: ['lines'] } },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 3_600_000,
};

export interface ShellRunOptions {
  /** The environment of this program, of which a command gets a few variables. */
  readonly baseEnvironment: Readonly<Record<string, string | undefined>>;
  /** How long a command that was asked to stop may take before it is killed; 5 s when left out. */
  readonly killGraceMs?: number;
}

/** `shell/run`: a program on this machine. */
export function createShellRun({ baseEnvironment, killGraceMs = 5000 }: ShellRunOptions): Action {
  const surroundings = { baseEnvironment: selected(baseEnvironment), killGraceMs };
  return {
    spec: shellRunSpec,
    run: (input, context) => context.clock.outside(perform(input, context, surroundings)),
  };
}

function selected(environment: ShellRunOptions['baseEnvironment']): Record<string, string> {
  const kept = inherited.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

interface Surroundings {
  readonly baseEnvironment: Readonly<Record<string, string>>;
  readonly killGraceMs: number;
}

async function perform(
  input: JsonObject,
  context: ActionContext,
  { baseEnvironment, killGraceMs }: Surroundings,
): Promise<JsonObject> {
  const { file, args, title } = commandOf(input);
  const { runCommand } = await import('./child-process.ts');
  const end = await runCommand({
    file,
    args,
    cwd: resolve(context.folder, optional(input, 'cwd', isText) ?? '.'),
    env: {
      ...baseEnvironment,
      ...context.env,
      ...texts(optional(input, 'env', isScalarMap)),
    },
    stdin: optional(input, 'stdin', isText) ?? null,
    signal: context.signal,
    killGraceMs,
  });
  const okExitCodes = optional(input, 'ok-exit-codes', isListOf(isNumber)) ?? [0];
  if (end.kind !== 'exited' || !okExitCodes.includes(end.exitCode)) {
    throw new ActionError(failureOf(end, title));
  }
  const { exitCode, stdout, stderr } = end;
  return { stdout, stderr, exit_code: exitCode, ...parsed(input, stdout, title) };
}

function commandOf(input: JsonObject): { file: string; args: readonly string[]; title: string } {
  const isScript = onlyOneOf(input, ['command', 'script']) === 'script';
  const [file = '', ...args] = isScript
    ? ['/bin/sh', '-eu', '-c', required(input, 'script', isText)]
    : required(input, 'command', isListOf(isScalar)).map(String);
  const title = isScript ? 'the script' : `"${file}"`;
  if (file === '') throw invalidValue('"command" names no program');
  if ([file, ...args].some((word) => word.includes('\0'))) {
    throw invalidValue(`${title} has a zero byte in it, which no program can be given`);
  }
  return { file, args, title };
}

function failureOf(end: CommandEnd, title: string): Failure {
  switch (end.kind) {
    case 'exited': {
      const message = `${title} ended with exit code ${end.exitCode}${tail(end.stderr)}`;
      return { kind: 'command', message, exitCode: end.exitCode, signal: null };
    }
    case 'killed': {
      const message = `${title} was ended by ${end.signal}${tail(end.stderr)}`;
      return { kind: 'command', message, exitCode: null, signal: end.signal };
    }
    case 'too-much-output': {
      const message = `${title} printed more than ${end.limit} characters and was stopped`;
      return { kind: 'command', message, exitCode: null, signal: null };
    }
    case 'no-folder':
      return { kind: 'invalid-value', message: `${title} cannot run: ${end.message}` };
    case 'not-started': {
      const message = `${title} did not start: ${end.message}`;
      return { kind: 'command', message, exitCode: null, signal: null };
    }
    default:
      return end satisfies never;
  }
}

/** Characters of what a command had to say that are told. */
const mostTold = 2000;

/** The last lines of what a command had to say, which are mostly about what went wrong. */
function tail(stderr: string): string {
  const lines = stderr.trimEnd().split('\n').slice(-10);
  while (lines.length > 1 && lines.join('\n').length > mostTold) lines.shift();
  const told = shorten(lines.join('\n'), mostTold);
  return told === '' ? '' : `:\n${told}`;
}

function parsed(input: JsonObject, stdout: string, title: string): JsonObject {
  switch (optional(input, 'parse', isText)) {
    case 'lines':
      return { lines: stdout === '' ? [] : stdout.split(/\r?\n/) };
    case 'json':
      try {
        return { json: parseJson(stdout) };
      } catch (cause) {
        const message = `what ${title} printed is not JSON: ${cause instanceof Error ? cause.message : ''}`;
        throw new ActionError(
          { kind: 'bad-answer', message, status: null, retryAfterMs: null },
          { cause },
        );
      }
    default:
      return {};
  }
}
