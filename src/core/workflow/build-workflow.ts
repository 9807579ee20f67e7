import type { DocumentPath, WorkflowFile } from '../document/workflow-file.ts';
import type { JsonSchema } from '../json-schema.ts';
import { compileEntries, type PlacedProblem } from '../expression/template.ts';
import type { Step as StepDocument, WorkflowDocument } from '../language/workflow-document.ts';
import { buildStep, type ChildReader } from './build-step.ts';
import type { Catalogue } from './catalogue.ts';
import { dependencyEdges } from './edges.ts';
import { milliseconds } from './retry-policy.ts';
import type { Phase, Workflow } from './workflow.ts';

/**
 * Makes a workflow of a document that has the right shape. It may still hold mistakes, which the
 * checks find; what cannot be read at all is added to `problems` and left out.
 */
export function buildWorkflow(
  file: WorkflowFile,
  document: WorkflowDocument,
  { catalogue, readChild, problems }: BuildContext,
): Workflow {
  const defaults = document.defaults ?? {};
  const sources = stepSources(document);
  const drafts = sources.map((source, index) =>
    buildStep(source.step, { ...source, index, defaults, catalogue, readChild, problems }),
  );
  const steps = dependencyEdges(
    drafts,
    sources.map((source) => source.step.needs ?? []),
  );
  return {
    file,
    name: document.name,
    description: document.description ?? null,
    inputs: (document.inputs ?? {}) as Readonly<Record<string, JsonSchema>>,
    secrets: document.secrets ?? [],
    env: compileEntries(document.env, ['env'], problems),
    onFailure: document['on-failure'] ?? 'stop',
    timeoutMs: milliseconds(document.timeout),
    maxParallel: document['max-parallel'] ?? 16,
    steps,
    outputs: compileEntries(document.outputs, ['outputs'], problems),
  };
}

export interface BuildContext {
  readonly catalogue: Catalogue;
  readonly readChild: ChildReader;
  readonly problems: PlacedProblem[];
}

export interface StepSource {
  readonly step: StepDocument;
  readonly phase: Phase;
  readonly path: DocumentPath;
}

/** Every step of a document with its place; those of `finally` come last. */
export function stepSources(document: WorkflowDocument): readonly StepSource[] {
  const main = document.steps.map((step, at) => ({
    step,
    phase: 'main' as const,
    path: ['steps', at],
  }));
  const last = (document.finally ?? []).map((step, at) => ({
    step,
    phase: 'finally' as const,
    path: ['finally', at],
  }));
  return [...main, ...last];
}
