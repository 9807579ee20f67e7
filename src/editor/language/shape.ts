import type { ActionSpec } from '../../core/action-spec.ts';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { Json } from '../../core/json.ts';
import { workflowSchema } from '../../core/language/workflow-schema.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';

/** What may stand at a place of a workflow: a schema, with references to definitions. */
export interface Shape {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  /** What each value of `enum` means. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** What is known of the step that a place is in. */
export interface StepFacts {
  readonly action: ActionSpec | undefined;
  /** The action that takes it back. */
  readonly undoAction: ActionSpec | undefined;
  /** The workflow that it runs. */
  readonly child: Workflow | null;
}

const language: Shape & { readonly $defs: Readonly<Record<string, Shape>> } = workflowSchema;

/** What may stand at a path; `undefined` where the format says nothing. */
export function shapeAt(path: DocumentPath, facts: StepFacts | null): Shape | undefined {
  let shape: Shape = language;
  for (const [at, part] of path.entries()) {
    const member = memberOf(shape, part);
    if (member === undefined) return undefined;
    shape = facts === null ? member : { ...member, ...ofStep(path.slice(2, at + 1), facts) };
  }
  return resolved(shape);
}

/** A shape itself, in place of a reference to it; what stands beside the reference goes before. */
export function resolved(shape: Shape): Shape {
  const { $ref, ...beside } = shape;
  const name = /^#\/\$defs\/(.*)$/.exec($ref ?? '')?.[1];
  const target = name === undefined ? undefined : language.$defs[name];
  return target === undefined ? beside : { ...resolved(target), ...beside };
}

/** The shapes of which a value may have one. */
export function choicesOf(shape: Shape): readonly Shape[] {
  const whole = resolved(shape);
  return [whole, ...(whole.anyOf ?? []).flatMap(choicesOf)];
}

function memberOf(shape: Shape, part: string | number): Shape | undefined {
  for (const { items, properties = {}, additionalProperties: rest } of choicesOf(shape)) {
    if (typeof part === 'number') {
      if (items !== undefined) return items;
    } else {
      if (Object.hasOwn(properties, part)) return properties[part];
      if (typeof rest === 'object') return rest;
    }
  }
  return undefined;
}

/** What the step's action makes of a key of the step. */
function ofStep(path: DocumentPath, { action, undoAction, child }: StepFacts): Shape {
  switch (path.join('.')) {
    case 'with':
      return parametersOf(action);
    case 'undo.with':
      return parametersOf(undoAction);
    case 'with.inputs':
      return child === null ? {} : inputsOf(child);
    case 'await':
      return waitsOf(action);
    case 'undo.await':
      return waitsOf(undoAction);
    default:
      return {};
  }
}

function parametersOf(action: ActionSpec | undefined): Shape {
  if (action === undefined) return {};
  const { properties, required = [], additionalProperties = true } = action.input;
  return { properties, required, additionalProperties };
}

function inputsOf({ inputs }: Workflow): Shape {
  const required = Object.keys(inputs).filter((name) => inputs[name]?.default === undefined);
  return { properties: inputs, required, additionalProperties: false };
}

function waitsOf(action: ActionSpec | undefined): Shape {
  const waits = Object.entries(action?.waits ?? {});
  return {
    enum: waits.map(([name]) => name),
    enumDescriptions: waits.map(([, { summary }]) => `Until ${summary}.`),
  };
}
