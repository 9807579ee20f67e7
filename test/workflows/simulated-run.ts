import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  builtinSpecs,
  createBuiltinActions,
  internalSpecs,
} from '../../src/actions/builtin-actions.ts';
import { renderDiagnostic } from '../../src/core/diagnostic/code-frame.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { RunEvent } from '../../src/core/run/event.ts';
import type { RunState } from '../../src/core/run/state.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { createPlan } from '../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import { runWorkflow } from '../../src/engine/run-workflow.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { createLunaNodeActions } from '../../src/providers/lunanode/lunanode-actions.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';
import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../src/providers/lunanode/simulator/demo-world.ts';
import type { FaultPlan } from '../../src/providers/lunanode/simulator/fault-plan.ts';
import { onSimulatedNetwork } from '../../src/providers/lunanode/simulator/simulated-network.ts';
import {
  startSimulator,
  type Simulator,
} from '../../src/providers/lunanode/simulator/simulator.ts';
import type { Seed } from '../../src/providers/lunanode/simulator/world/seed-options.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';

export const workflowsFolder = resolve(import.meta.dirname, '../../workflows');

const catalogue = createCatalogue([...builtinSpecs, ...internalSpecs, ...lunaNodeSpecs]);

export interface SimulatedRun {
  readonly state: RunState;
  readonly events: readonly RunEvent[];
  readonly simulator: Simulator;
  /** Simulated time that the run took, in milliseconds. */
  readonly tookMs: number;
}

export interface SimulatedRunOptions {
  readonly inputs?: (simulator: Simulator) => JsonObject;
  readonly faults?: FaultPlan;
  /** What the cloud has besides the demo world. */
  readonly seed?: Seed;
  readonly cancelled?: AbortSignal;
}

/** Runs a workflow's text against a simulated cloud of its own, in virtual time. */
export async function runSimulated(
  text: string,
  { inputs, faults, seed, cancelled }: SimulatedRunOptions = {},
): Promise<SimulatedRun> {
  const startedAt = Date.parse('2026-03-01T03:30:00Z');
  using clock = new VirtualClock(startedAt);
  await using simulator = await startSimulator({
    clock: clock.serving,
    accounts: [demoAccount],
    seed: { ...demoWorld, images: [...(demoWorld.images ?? []), ...(seed?.images ?? [])] },
    ...(faults === undefined ? {} : { faults }),
  });
  const client = createLunaNodeActions({ ...demoAccount, url: simulator.url, clock });
  const builtin = createBuiltinActions({ baseEnvironment: process.env });
  const all = [
    ...client.actions,
    ...builtin.map((action) => onSimulatedNetwork(action, simulator)),
  ];
  const byName = new Map(all.map((action) => [action.spec.name, action]));
  const events: RunEvent[] = [];
  const plan = planOf(text, inputs?.(simulator) ?? {});
  const state = await runWorkflow(
    { plan, id: '20260301-aaaaaa', cancelled: cancelled ?? new AbortController().signal },
    {
      actions: { get: (name) => byName.get(name) },
      clock,
      random: () => 0.5,
      journal: createMemoryJournal(),
      redactor: createRedactor(),
      digest: (each) => createHash('sha256').update(each).digest('hex'),
      secret: () => undefined,
      place: { cwd: '/workflows', settings: {} },
      folderOf: (workflow) => dirname(join(workflowsFolder, workflow.file.source.path)),
      observe: ({ event }) => void events.push(event),
    },
  );
  await client.close();
  return { state, events, simulator, tookMs: clock.now() - startedAt };
}

function planOf(text: string, inputs: JsonObject) {
  const { workflow, diagnostics } = readWorkflow(createSourceFile('workflow.yaml', text), {
    catalogue,
    readFile: () => null,
  });
  if (workflow === null)
    throw new Error(diagnostics.map((each) => renderDiagnostic(each)).join('\n'));
  const result = createPlan(workflow, inputs, (each) => each);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.plan;
}

/** A workflow of the `workflows` folder, and the inputs that go with it. */
export function example(name: string): { readonly text: string; readonly inputs: JsonObject } {
  const text = readFileSync(join(workflowsFolder, `${name}.yaml`), 'utf8');
  return { text, inputs: exampleInputs(name) };
}

function exampleInputs(name: string): JsonObject {
  try {
    return parse(
      readFileSync(join(workflowsFolder, 'inputs', `${name}.yaml`), 'utf8'),
    ) as JsonObject;
  } catch {
    return {};
  }
}
