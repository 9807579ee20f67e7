import { undoOf } from '../../src/core/action-spec.ts';
import type { DocumentPath } from '../../src/core/document/workflow-file.ts';
import { memberSchema, type JsonSchema } from '../../src/core/json-schema.ts';
import { stepSources } from '../../src/core/workflow/build-workflow.ts';
import { tasksOf, type Subject } from './subject.ts';

/** What may stand at a place of the format, written down a second time. */
export type Kind = 'text' | 'number' | 'integer' | 'flag' | 'list' | 'map' | 'null';

export interface Expected {
  readonly kinds: readonly Kind[];
  /** What the place is called in the table of results. */
  readonly place: string;
  /** Only these words. */
  readonly words?: readonly string[];
  readonly isDuration?: boolean;
  readonly least?: number;
  readonly most?: number;
  /** What fits depends on the action, too. */
  readonly isOfAction?: boolean;
}

type Row = Omit<Expected, 'place'>;

const text: Row = { kinds: ['text'] };
const duration: Row = { kinds: ['text'], isDuration: true };
const map: Row = { kinds: ['map'] };
const list: Row = { kinds: ['list'] };
const flag: Row = { kinds: ['flag'] };
const whole = (least: number): Row => ({ kinds: ['integer'], least });
const words = (...all: string[]): Row => ({ kinds: ['text'], words: all });

const retry = {
  attempts: whole(1),
  delay: duration,
  backoff: { kinds: ['number'], least: 1 } satisfies Row,
  'max-delay': duration,
  jitter: { kinds: ['number'], least: 0, most: 1 } satisfies Row,
  if: text,
};
const poll = { every: duration, 'max-every': duration, timeout: duration };

/** Keys of each mapping of the format. */
export const format: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  workflow: {
    name: text,
    description: text,
    inputs: map,
    secrets: list,
    env: map,
    concurrency: map,
    on: map,
    'on-failure': words('stop', 'continue', 'undo'),
    timeout: duration,
    'max-parallel': whole(1),
    defaults: map,
    steps: list,
    finally: list,
    outputs: map,
  },
  step: {
    id: text,
    description: text,
    uses: text,
    with: map,
    needs: list,
    if: { kinds: ['text', 'flag'] },
    foreach: { kinds: ['text', 'list'] },
    'max-parallel': whole(1),
    key: text,
    until: text,
    'fail-if': text,
    poll: map,
    await: text,
    retry: map,
    timeout: duration,
    'attempt-timeout': duration,
    'continue-on-error': flag,
    env: map,
    undo: { kinds: ['flag', 'map'], isOfAction: true },
  },
  retry,
  poll,
  undo: { uses: text, with: map, await: text, retry: map },
  defaults: { timeout: duration, 'attempt-timeout': duration, retry: map, poll: map },
  input: {
    type: {
      kinds: ['text', 'list'],
      words: ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'],
    },
    description: text,
    enum: list,
    format: text,
    writeOnly: flag,
    pattern: text,
    minimum: { kinds: ['number'] },
    maximum: { kinds: ['number'] },
    minItems: whole(0),
    maxItems: whole(0),
    minLength: whole(0),
    maxLength: whole(0),
    uniqueItems: flag,
    required: list,
    properties: map,
    items: { kinds: ['map', 'flag'] },
    additionalProperties: { kinds: ['map', 'flag'] },
  },
};

/** Which mapping of the format a path leads to. */
export function mappingAt(path: DocumentPath): string | null {
  const [first, second, third, ...rest] = path;
  if (path.length === 0) return 'workflow';
  if (first === 'defaults') {
    if (path.length === 1) return 'defaults';
    return path.length === 2 && (second === 'retry' || second === 'poll') ? second : null;
  }
  if ((first === 'steps' || first === 'finally') && typeof second === 'number') {
    if (path.length === 2) return 'step';
    if (third === 'undo') {
      return path.length === 3 ? 'undo' : path.length === 4 && rest[0] === 'retry' ? 'retry' : null;
    }
    return rest.length === 0 && (third === 'retry' || third === 'poll') ? third : null;
  }
  if (first === 'inputs' && path.length >= 2) return isSchema(path.slice(2)) ? 'input' : null;
  return null;
}

/** Whether a path inside of a JSON Schema leads to a schema again. */
function isSchema([first, second, ...rest]: DocumentPath): boolean {
  if (first === undefined) return true;
  if (first === 'items') return isSchema(second === undefined ? [] : [second, ...rest]);
  return first === 'properties' && second !== undefined && isSchema(rest);
}

/** What may stand at a path; nothing when that is not for the format to say. */
export function expectedAt(path: DocumentPath, subject: Subject): Expected | null {
  const key = path.at(-1);
  if (typeof key === 'number' && path.at(-2) === 'needs') {
    return { kinds: ['text'], place: 'name in `needs`' };
  }
  const mapping = mappingAt(path.slice(0, -1));
  if (mapping !== null && key !== undefined) {
    const row = key === 'undo' ? undoRow(path, subject) : format[mapping]?.[key];
    return row === undefined ? null : { ...row, place: placeOf(row, mapping) };
  }
  const parameter = parameterSchema(path, subject);
  if (parameter === null) return null;
  const kinds = [parameter.type ?? []].flat().map(kindOf);
  if (kinds.length === 0) return null;
  return {
    kinds,
    place: 'parameter',
    ...(parameter.enum !== undefined && { words: parameter.enum.map(String) }),
  };
}

/** `true` is right only where the action, as it is used, has an undo of its own. */
function undoRow(path: DocumentPath, { document, workflow }: Subject): Row {
  const at = stepSources(document).findIndex((each) =>
    each.path.every((part, index) => path[index] === part),
  );
  const [source, step] = [stepSources(document)[at], workflow.steps[at]];
  const hasUndo = step !== undefined && undoOf(step.action, source?.step.with ?? {}) !== undefined;
  return { kinds: hasUndo ? ['flag', 'map'] : ['map'] };
}

function placeOf({ isDuration, words: known }: Row, mapping: string): string {
  if (isDuration) return 'duration';
  if (known !== undefined) return 'word';
  return mapping === 'input' ? 'keyword of an input' : 'key of the format';
}

export function kindOf(type: string): Kind {
  switch (type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'flag';
    case 'array':
      return 'list';
    case 'object':
      return 'map';
    default:
      return type as 'integer' | 'number' | 'null';
  }
}

/** Schema of a place inside `with`, of a step or of its undo. */
export function parameterSchema(path: DocumentPath, subject: Subject): JsonSchema | null {
  const task = tasksOf(subject).findLast((each) =>
    each.path.every((part, at) => path[at] === part),
  );
  if (task === undefined || path[task.path.length] !== 'with') return null;
  let schema: JsonSchema | undefined = task.action.input;
  for (const part of path.slice(task.path.length + 1)) {
    schema = typeof part === 'number' ? schema?.items : memberSchema(schema, part);
  }
  return schema ?? null;
}
