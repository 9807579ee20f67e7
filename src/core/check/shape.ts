import type { ErrorObject } from 'ajv';
import { nearest } from '../diagnostic/nearest.ts';
import type { DocumentPath, WorkflowFile } from '../document/workflow-file.ts';
import { keyHint, meantKey } from './foreign-keys.ts';
import { misfitWords } from './misfit-words.ts';
import { pointerPath } from './pointer-path.ts';
import type { Reporter } from './reporter.ts';
import { typeHint, writtenValue } from './type-hint.ts';
import { describeValue, typeWords } from './type-words.ts';

/** A file that is none of ours has a mistake in every line: so many are enough to see that. */
const mostErrors = 100;

/** Turns what the schema's validator found into diagnostics: one for each mistake. */
export function reportShape(
  errors: readonly ErrorObject[],
  file: WorkflowFile,
  report: Reporter,
): void {
  const found = withoutEchoes(errors);
  const misspelt = misspeltKeys(found);
  for (const error of found.slice(0, mostErrors)) {
    if (!misspelt.has(missingKey(error) ?? '')) reportError(error, file, report);
  }
}

/** The required keys that are there, but under a name that does not exist: one mistake, not two. */
function misspeltKeys(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const missing = new Set(errors.flatMap((error) => missingKey(error) ?? []));
  const found = errors.flatMap((error) => {
    const { additionalProperty: key } = error.params as { readonly additionalProperty?: string };
    if (key === undefined) return [];
    // Nobody knows what a merge would have brought.
    if (key === '<<') return [...missing].filter((each) => parentOf(each) === error.instancePath);
    const meant = meantKey(key, knownKeys(error));
    return meant === undefined ? [] : [`${error.instancePath}/${meant}`];
  });
  return new Set(found.filter((key) => missing.has(key)));
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

function missingKey(error: ErrorObject): string | undefined {
  if (error.keyword !== 'required') return undefined;
  return `${error.instancePath}/${String((error.params as { missingProperty: unknown }).missingProperty)}`;
}

function knownKeys(error: ErrorObject): readonly string[] {
  const parent = error.parentSchema as { readonly properties?: object } | undefined;
  return Object.keys(parent?.properties ?? {});
}

/**
 * A failed choice (`anyOf`) is reported together with the failures of each of its branches. When a
 * branch got further than the type, its own complaint is the one that helps.
 */
function withoutEchoes(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf');
  return errors.filter((error) => {
    if (error.keyword === 'propertyNames') return false;
    const choice = choices.find((each) => isInside(error, each) && each !== error);
    const branches = (each: ErrorObject) => errors.filter((other) => isBranch(other, each));
    if (choice !== undefined) return error.keyword !== 'type' && error.keyword !== 'anyOf';
    if (error.keyword !== 'anyOf') return true;
    return branches(error).every((branch) => branch.keyword === 'type');
  });
}

function isInside(error: ErrorObject, choice: ErrorObject): boolean {
  return error.instancePath === choice.instancePath && isBranch(error, choice);
}

function isBranch(error: ErrorObject, choice: ErrorObject): boolean {
  return (
    error !== choice &&
    (error.instancePath === choice.instancePath ||
      error.instancePath.startsWith(`${choice.instancePath}/`)) &&
    error.keyword !== 'anyOf'
  );
}

function reportError(error: ErrorObject, file: WorkflowFile, report: Reporter): void {
  const path = pointerPath(error.instancePath, file.value);
  const params = error.params as Readonly<Record<string, unknown>>;
  const here = file.rangeOf(path);
  switch (error.keyword) {
    case 'additionalProperties':
      return reportUnknownKey(String(params['additionalProperty']), { error, path, file, report });
    case 'required': {
      const key = String(params['missingProperty']);
      const what = path.length === 0 ? 'a workflow' : placeName(path);
      return report.error('missing-key', startOf(file, path), `${what} needs a key "${key}"`, {
        hint: key === 'id' ? 'give the step a name: `id: create`' : `add \`${key}:\``,
      });
    }
    case 'type':
    case 'anyOf':
      if (titleOf(error) === 'Duration') return reportPattern(error, { path, file, report });
      return report.error(
        'wrong-type',
        here,
        `"${nameOf(path)}" has to be ${typeWords(typesOf(error))}, and is ${describeValue(error.data)}`,
        { hint: typeHint(typesOf(error), error.data, writtenValue(error.data, here, file)) },
      );
    case 'enum': {
      const near = nearest(
        String(error.data),
        (params['allowedValues'] as readonly unknown[]).map(String),
      );
      return report.error('invalid-value', here, `"${nameOf(path)}" ${misfitWords(error)}`, {
        hint: near === undefined ? undefined : `did you mean "${near}"?`,
      });
    }
    case 'pattern':
      return reportPattern(error, { path, file, report });
    default:
      return report.error('invalid-value', here, `"${nameOf(path)}" ${misfitWords(error)}`);
  }
}

interface Place {
  readonly path: DocumentPath;
  readonly file: WorkflowFile;
  readonly report: Reporter;
}

function reportUnknownKey(
  key: string,
  { error, path, file, report }: Place & { error: ErrorObject },
): void {
  const what = path.length === 0 ? 'a workflow' : placeName(path);
  report.error('unknown-key', file.rangeOfKey([...path, key]), `${what} has no key "${key}"`, {
    hint: keyHint(key, knownKeys(error)),
  });
}

function reportPattern(error: ErrorObject, { path, file, report }: Place): void {
  const given = error.propertyName ?? String(error.data);
  const range =
    error.propertyName === undefined ? file.rangeOf(path) : file.rangeOfKey([...path, given]);
  const title = titleOf(error);
  if (title === 'Duration') {
    return report.error('invalid-duration', range, `"${given}" is not a length of time`, {
      hint: 'write it like `500ms`, `10s`, `5m`, `2h` or `1d`',
    });
  }
  report.error('invalid-name', range, `"${given}" cannot be a name here`, {
    hint: nameHint(title, given),
  });
}

function titleOf(error: ErrorObject): string | undefined {
  return (error.parentSchema as { readonly title?: string } | undefined)?.title;
}

function nameHint(title: string | undefined, given: string): string {
  const word = given.replaceAll(/[^A-Za-z0-9]+/g, '_');
  switch (title) {
    case 'Name': {
      const name = /^[a-z]/i.test(word) ? word.toLowerCase() : `x${word.toLowerCase()}`;
      return `use small letters, digits and "_", starting with a letter: "${name}"`;
    }
    case 'EnvironmentName':
      return `use letters, digits and "_", not starting with a digit: "${/^\d/.test(word) ? '_' : ''}${word}"`;
    default:
      return 'use small letters, digits and "-", starting with a letter';
  }
}

function typesOf(error: ErrorObject): readonly string[] {
  const schema = error.parentSchema as
    | { readonly type?: string | readonly string[]; readonly anyOf?: readonly object[] }
    | undefined;
  return [schema?.type ?? (schema?.anyOf ?? []).map(typeOfBranch)].flat();
}

function typeOfBranch(branch: object): string {
  if ('type' in branch) return String(branch.type);
  return '$ref' in branch ? 'string' : 'value';
}

/** Where a mapping starts: a key that is missing has no place of its own. */
function startOf(file: WorkflowFile, path: DocumentPath) {
  const range = file.rangeOf(path);
  const text = file.source.text.slice(range.start, range.end);
  const firstLine = /^[^\n]*/.exec(text)?.[0].trimEnd() ?? '';
  return { start: range.start, end: range.start + Math.max(1, firstLine.length) };
}

function nameOf(path: DocumentPath): string {
  const name = path.findLast((part) => typeof part === 'string') ?? 'the workflow';
  const last = path.at(-1);
  return typeof last === 'number' ? `${name}[${last}]` : name;
}

function placeName(path: DocumentPath): string {
  const [first, second] = [path.at(-1), path.at(-2)];
  if (typeof first === 'number') {
    return second === 'steps' || second === 'finally' ? 'a step' : `an item of "${String(second)}"`;
  }
  return `"${String(first)}"`;
}
