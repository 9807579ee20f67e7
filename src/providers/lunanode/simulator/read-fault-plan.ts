import { pointerPath } from '../../../core/check/pointer-path.ts';
import { sortDiagnostics, type Diagnostic } from '../../../core/diagnostic/diagnostic.ts';
import { createSourceFile } from '../../../core/diagnostic/source-file.ts';
import { readWorkflowFile } from '../../../core/document/read-workflow-file.ts';
import { parseDuration } from '../../../core/duration.ts';
import { misfit } from '../../../core/language/validator.ts';
import { explainFaultMisfit, type Misfit } from './explain-fault-misfit.ts';
import type { Fault, FaultKind, FaultName, FaultPlan } from './fault-plan.ts';
import { faultPlanSchema } from './fault-plan-schema.ts';

export type FaultPlanReading =
  | { readonly ok: true; readonly plan: FaultPlan }
  /** What is wrong, each with its line and column. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads a fault plan: a list of faults in YAML or JSON. `path` is what messages call the file. */
export function readFaultPlan(text: string, path = 'fault plan'): FaultPlanReading {
  const source = createSourceFile(path, text);
  const read = readWorkflowFile(source);
  if (!read.ok) return { ok: false, diagnostics: read.diagnostics.map(aboutFaults) };
  const { file } = read;
  if (isWrittenPlan(file.value)) return { ok: true, plan: file.value.map(faultOf) };
  const errors = misfit(faultPlanSchema, file.value) ?? [];
  const diagnostics = withoutEchoes(errors).flatMap((error) => {
    const place = pointerPath(error.instancePath, file.value);
    return explainFaultMisfit(error, place, file) ?? [];
  });
  return { ok: false, diagnostics: sortDiagnostics(diagnostics) };
}

/** A fault as a file has it; what it holds besides its kind depends on that. */
interface WrittenFault {
  readonly action: string;
  readonly nth?: number | 'each';
  readonly fault: FaultName;
  readonly error?: string;
  readonly for?: string;
  readonly 'retry-after'?: string;
  readonly 'after-effect'?: boolean;
  readonly cut?: boolean;
}

function isWrittenPlan(value: unknown): value is readonly WrittenFault[] {
  return misfit(faultPlanSchema, value) === null;
}

/** An action that does not exist has no fault either: that is one mistake. */
function withoutEchoes(errors: readonly Misfit[]): readonly Misfit[] {
  const isRule = (error: Misfit): boolean => error.schemaPath.includes('/allOf/');
  const wrong = new Set(
    errors.filter((error) => !isRule(error)).map(({ instancePath }) => instancePath),
  );
  return errors.filter((error) => !(isRule(error) && wrong.has(error.instancePath)));
}

/** A file with nothing in it is told what a workflow is; this one is to be something else. */
function aboutFaults(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'not-a-workflow') return diagnostic;
  return {
    ...diagnostic,
    hint: 'a fault plan is a list: `- { action: vm/create, fault: cut-after }`',
  };
}

function faultOf(written: WrittenFault): Fault {
  const { action, nth } = written;
  return { action, ...(nth !== undefined && { nth }), ...kindOf(written) };
}

function kindOf({ fault, ...written }: WrittenFault): FaultKind {
  switch (fault) {
    case 'reject':
      return { fault: { reject: written.error ?? '' } };
    case 'slow':
      return { fault, ms: msOf(written.for) };
    case 'status-429': {
      const after = written['retry-after'];
      return { fault, ...(after !== undefined && { retryAfterSeconds: msOf(after) / 1000 }) };
    }
    case 'status-500':
    case 'html':
      return { fault, afterEffect: written['after-effect'] === true };
    case 'duplicate-name':
      return { fault, cut: written.cut === true };
    default:
      return { fault };
  }
}

function msOf(duration = ''): number {
  return parseDuration(duration) ?? 0;
}
