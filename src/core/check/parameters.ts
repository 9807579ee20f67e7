import { nearest } from '../diagnostic/nearest.ts';
import type { WorkflowFile } from '../document/workflow-file.ts';
import { isJsonObject, type Json } from '../json.ts';
import { memberSchema, type JsonSchema } from '../json-schema.ts';
import { misfit } from '../language/validator.ts';
import type { ActionSpec } from '../action-spec.ts';
import type { Checked } from './check-workflow.ts';
import { mergeKeyHint } from './foreign-keys.ts';
import { choiceProblem } from './parameter-choice.ts';
import { misfitWords } from './misfit-words.ts';
import { mainError, pointerPath } from './pointer-path.ts';
import { taskSources, type TaskSource } from './task-sources.ts';
import { typeHint, writtenValue } from './type-hint.ts';
import { describeValue, schemaTypes, typeWords } from './type-words.ts';

/** The parameters of every step and undo are those of its action: none unknown, none missing, none of a wrong type. */
export function checkParameters(checked: Checked): void {
  for (const source of taskSources(checked)) {
    const action = checked.catalogue.get(source.authored.uses);
    if (action === undefined) continue;
    checkNames(source, action, checked);
    checkConstants(source, action, checked);
  }
}

function checkNames(source: TaskSource, action: ActionSpec, { workflow, report }: Checked): void {
  const given = source.authored.with ?? {};
  const known = Object.keys(action.input.properties);
  for (const name of Object.keys(given)) {
    if (known.includes(name) || action.input.additionalProperties !== false) continue;
    const near = nearest(name, known);
    const range = workflow.file.rangeOfKey([...source.path, 'with', name]);
    report.error('unknown-parameter', range, `${action.name} has no parameter "${name}"`, {
      hint:
        name === '<<'
          ? mergeKeyHint
          : near !== undefined
            ? `did you mean "${near}"?`
            : known.length === 0
              ? 'it takes none'
              : `it takes: ${known.join(', ')}`,
    });
  }
  const isWritten = source.authored.with !== undefined;
  const range = isWritten
    ? workflow.file.rangeOfKey([...source.path, 'with'])
    : workflow.file.rangeOf([...source.path, 'uses']);
  const missing = (message: string, hint: string) => {
    report.error('missing-parameter', range, message, { hint });
  };
  const misspelt = new Set(
    Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => nearest(name, known)),
  );
  // Nobody knows what a merge would have brought.
  if ('<<' in given) return;
  for (const name of action.input.required ?? []) {
    // A parameter that is there under a wrong name is one mistake, not two.
    if (name in given || misspelt.has(name)) continue;
    const text = action.input.properties[name]?.description;
    missing(
      `${action.name} needs the parameter "${name}"`,
      text === undefined ? `add \`${name}:\`` : `add \`${name}:\` (${firstSentence(text)})`,
    );
  }
  checkChoice(source, action, { misspelt, missing, report, file: workflow.file });
}

interface ChoiceContext {
  readonly misspelt: ReadonlySet<string | undefined>;
  readonly missing: (message: string, hint: string) => void;
  readonly report: Checked['report'];
  readonly file: WorkflowFile;
}

function checkChoice(
  { authored, path }: TaskSource,
  action: ActionSpec,
  { misspelt, missing, report, file }: ChoiceContext,
): void {
  const given = new Set(
    [...Object.keys(authored.with ?? {}), ...misspelt].filter((each) => each !== undefined),
  );
  const problem = choiceProblem(action.input, given);
  if (problem === null) return;
  switch (problem.kind) {
    case 'none': {
      const choice = problem.alternatives.map((group) => quoted(group, ' with ')).join(' or ');
      missing(`${action.name} needs ${choice}`, 'add one of them');
      return;
    }
    case 'incomplete': {
      const names = quoted(problem.missing, ' and ');
      missing(`${action.name} needs ${names} beside "${problem.beside}"`, `add ${names}`);
      return;
    }
    case 'several': {
      const [first = '', second = ''] = problem.names.filter((name) => given.has(name));
      const range = file.rangeOfKey([...path, 'with', second]);
      const message = `${action.name} takes "${first}" or "${second}", not both`;
      report.error('conflicting-keys', range, message, { hint: 'remove one of them' });
    }
  }
}

function quoted(names: readonly string[], separator: string): string {
  return names.map((name) => `"${name}"`).join(separator);
}

/** Constants can be judged now; what an expression gives is judged by its type. */
function checkConstants(
  source: TaskSource,
  action: ActionSpec,
  { workflow, report }: Checked,
): void {
  const visit = (value: Json, schema: JsonSchema | undefined, path: (string | number)[]) => {
    if (schema === undefined || (typeof value === 'string' && value.includes('${{'))) return;
    if (holdsExpression(value)) {
      if (Array.isArray(value)) {
        value.forEach((item: Json, at) => {
          visit(item, schema.items, [...path, at]);
        });
      } else if (isJsonObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          visit(item, memberSchema(schema, key), [...path, key]);
        }
      }
      return;
    }
    const error = mainError(misfit(schema, value));
    if (error === undefined) return;
    const place = [...path, ...pointerPath(error.instancePath, value)];
    const range = workflow.file.rangeOf([...source.path, 'with', ...place]);
    const name = String(place.findLast((part) => typeof part === 'string'));
    const violated = (error.parentSchema as JsonSchema | undefined) ?? schema;
    const isType = error.keyword === 'type' || error.keyword === 'anyOf';
    const what = isType
      ? `has to be ${typeWords(schemaTypes(violated))}, and is ${describeValue(error.data)}`
      : misfitWords(error);
    report.error(
      isType ? 'wrong-type' : 'invalid-value',
      range,
      `"${name}" of ${action.name} ${what}`,
      {
        hint: isType
          ? typeHint(
              schemaTypes(violated),
              error.data,
              writtenValue(error.data, range, workflow.file),
            )
          : enumHint(violated, error.data),
      },
    );
  };
  for (const [name, value] of Object.entries(source.authored.with ?? {})) {
    visit(value, memberSchema(action.input, name), [name]);
  }
}

function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return value.includes('${{');
  if (Array.isArray(value)) return value.some(holdsExpression);
  return isJsonObject(value) && Object.values(value).some(holdsExpression);
}

function enumHint({ enum: allowed }: JsonSchema, value: unknown): string | undefined {
  const near = typeof value === 'string' ? nearest(value, (allowed ?? []).map(String)) : undefined;
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

function firstSentence(text: string): string {
  return /^[^.]*/.exec(text)?.[0] ?? text;
}
