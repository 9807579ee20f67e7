import { builtinSpecs, createBuiltinActions } from '../../src/actions/builtin-actions.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { createPlan, type Plan } from '../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';
import type { Journal, RecordedEvent } from '../../src/engine/journal.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import { runWorkflow } from '../../src/engine/run-workflow.ts';
import { systemClock } from '../../src/engine/system-clock.ts';

const catalogue = createCatalogue(builtinSpecs);
const actions = new Map(
  createBuiltinActions({ baseEnvironment: {} }).map((action) => [action.spec.name, action]),
);

/** The plan of a generated workflow that uses built-in actions and takes no inputs. */
export function planOf(text: string): Plan {
  const library = { catalogue, readFile: () => null };
  const { workflow } = readWorkflow(createSourceFile('generated.yaml', text), library);
  if (workflow === null) throw new Error('the generated workflow is wrong');
  const result = createPlan(workflow, {}, (each) => String(each.length));
  if (!result.ok) throw new Error('the generated workflow wants inputs');
  return result.plan;
}

export interface GeneratedRun {
  readonly plan: Plan;
  readonly journal: Journal;
  readonly observe?: (recorded: RecordedEvent) => void;
}

/** Runs a plan to its success. */
export async function runPlan({ plan, journal, observe }: GeneratedRun): Promise<void> {
  const state = await runWorkflow(
    { plan, id: crypto.randomUUID(), cancelled: new AbortController().signal },
    {
      actions: { get: (name) => actions.get(name) },
      clock: systemClock,
      random: Math.random,
      journal,
      redactor: createRedactor(),
      digest: (each) => each,
      secret: () => undefined,
      place: { cwd: '/', settings: {} },
      folderOf: () => '.',
      observe: observe ?? (() => undefined),
    },
  );
  if (state.status !== 'succeeded') throw new Error(`the run ${state.status}`);
}
