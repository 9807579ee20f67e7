import { misfitWords } from '../../../core/check/misfit-words.ts';
import { describeValue, typeWords } from '../../../core/check/type-words.ts';
import type { Diagnostic, DiagnosticCode } from '../../../core/diagnostic/diagnostic.ts';
import { nearest } from '../../../core/diagnostic/nearest.ts';
import type { SourceRange } from '../../../core/diagnostic/source-file.ts';
import type { DocumentPath, WorkflowFile } from '../../../core/document/workflow-file.ts';
import type { misfit } from '../../../core/language/validator.ts';
import { faultDetails } from './fault-plan-schema.ts';

/** What the schema's validator says of one thing that does not fit. */
export type Misfit = NonNullable<ReturnType<typeof misfit>>[number];

/** What does not fit the schema of fault plans, in words and in its place; `null` for what only repeats another error. */
export function explainFaultMisfit(
  error: Misfit,
  place: DocumentPath,
  file: WorkflowFile,
): Diagnostic | null {
  const problem = problemOf(error, place, file);
  return problem && { severity: 'error', file: file.source, ...problem };
}

interface Problem {
  readonly code: DiagnosticCode;
  readonly range: SourceRange;
  readonly message: string;
  readonly hint?: string;
}

function problemOf(error: Misfit, place: DocumentPath, file: WorkflowFile): Problem | null {
  const name = String(place.at(-1) ?? '');
  const range = file.rangeOf(place);
  switch (error.keyword) {
    case 'if':
      return null;
    case 'required': {
      const { missingProperty: key } = error.params as { readonly missingProperty: string };
      const { start } = range;
      const message = `${faultWords(error.data)} needs a key "${key}"`;
      return { code: 'missing-key', range: { start, end: start + 1 }, message };
    }
    case 'additionalProperties': {
      const { additionalProperty: key } = error.params as { readonly additionalProperty: string };
      const known = ['action', 'nth', 'fault', ...Object.keys(faultDetails)];
      return {
        code: 'unknown-key',
        range: file.rangeOfKey([...place, key]),
        message: `a fault has no key "${key}"`,
        ...meant(key, known),
      };
    }
    case 'false schema': {
      const faults = faultDetails[name]?.faults.map((each) => `"${each}"`).join(' and ') ?? '';
      const message = `"${name}" belongs only to the fault ${faults}`;
      return { code: 'unusable-key', range: file.rangeOfKey(place), message };
    }
    case 'enum':
      return { range, ...explainWord(error, name) };
    case 'pattern':
      return name === 'nth'
        ? { code: 'invalid-value', range, message: '"nth" is a number from 1 on, or `each`' }
        : {
            code: 'invalid-duration',
            range,
            message: `"${name}" is no length of time: ${describeValue(error.data)}`,
            hint: 'write it like `500ms`, `10s` or `1m30s`',
          };
    case 'type':
      return { code: 'wrong-type', range, message: typeMessage(error, place) };
    default:
      return {
        code: 'invalid-value',
        range,
        message: `"${name}" ${misfitWords(error)}`,
      };
  }
}

/** A word that is none of those that are allowed, at all or together with the fault. */
function explainWord(error: Misfit, name: string): Omit<Problem, 'range'> {
  const { allowedValues } = error.params as { readonly allowedValues: readonly string[] };
  const given =
    typeof error.data === 'string' ? `"${error.data}"` : `that is ${describeValue(error.data)}`;
  const isRule = error.schemaPath.includes('/allOf/');
  if (name === 'action' && isRule) {
    const fitting = allowedValues.filter((each) => each !== '*').join(', ');
    const message = `this fault cannot happen to ${given}`;
    return { code: 'invalid-value', message, hint: `it can happen to ${fitting}` };
  }
  return {
    code: name === 'action' ? 'unknown-action' : 'invalid-value',
    message: `there is no ${name} ${given}`,
    ...(name === 'fault' && { hint: `the faults are ${allowedValues.join(', ')}` }),
    ...meant(String(error.data), allowedValues),
  };
}

function typeMessage(error: Misfit, place: DocumentPath): string {
  const given = describeValue(error.data);
  if (place.length === 0) return `a fault plan is a list of faults, and this is ${given}`;
  if (place.length === 1) return `a fault is a mapping, and this is ${given}`;
  const { type } = error.params as { readonly type: string | readonly string[] };
  return `"${String(place.at(-1))}" has to be ${typeWords([type].flat())}, and is ${given}`;
}

function faultWords(fault: unknown): string {
  const name = typeof fault === 'object' && fault !== null && 'fault' in fault ? fault.fault : null;
  return typeof name === 'string' ? `the fault "${name}"` : 'a fault';
}

function meant(word: string, known: readonly string[]): { readonly hint?: string } {
  const near = nearest(word, known);
  return near === undefined ? {} : { hint: `did you mean "${near}"?` };
}
