import type { JsonObject } from '../core/json.ts';
import type { Call } from '../core/run/call.ts';
import { isOver, type RunContext, type RunState } from '../core/run/state.ts';
import { createPlan, type Plan } from '../core/workflow/plan.ts';
import { ActionError, type ChildRunResult } from './action.ts';
import { NothingToDo, type Continuation } from './go-on.ts';
import type { RunPorts } from './run-ports.ts';
import type { RunRequest, Runs } from './run-request.ts';
import { MissingSecret } from './secrets.ts';

/** The runs that are steps of another run. Each has a journal of its own, under an id of its own. */
export class ChildRuns {
  readonly #context: RunContext;
  readonly #ports: RunPorts;
  readonly #runs: Runs;

  constructor(context: RunContext, ports: RunPorts, runs: Runs) {
    this.#context = context;
    this.#ports = ports;
    this.#runs = runs;
  }

  /** Runs the workflow of a step; one that was begun before, in whatever process, goes on. */
  async run(call: Call, inputs: JsonObject, cancelled: AbortSignal): Promise<ChildRunResult> {
    const id = childId(this.#context.run.id, call);
    const plan = this.#planOf(call, inputs);
    const parent = { run: this.#context.run.id, step: call.label };
    const before = await this.#guarded(() => this.#runs.stateOf(plan, id, this.#ports));
    if (before === null && call.isOver) {
      return { status: 'cancelled', run: id, message: `the run ${id} was not begun` };
    }
    const request = { plan, id, parent, cancelled: call.isOver ? AbortSignal.abort() : cancelled };
    if (before === null)
      return resultOf(await this.#guarded(() => this.#runs.run(request, this.#ports)));
    // One that waits for a person may itself wait for a run inside it.
    const isDone = isOver(before) && before.status !== 'needs-operator';
    return resultOf(isDone ? before : await this.#goOn(request, { kind: 'resume' }));
  }

  /** Takes back what the workflow of a step did. */
  async undo(call: Call, cancelled: AbortSignal): Promise<ChildRunResult> {
    const id = childId(this.#context.run.id, call);
    const summary = await this.#ports.journal.find(id);
    if (summary === null) return { status: 'succeeded', run: id, outputs: {} };
    const plan = this.#planOf(call, summary.info.inputs);
    const request = { plan, id, cancelled };
    const before = await this.#guarded(() => this.#runs.stateOf(plan, id, this.#ports));
    if (before !== null && !isOver(before)) {
      // It was interrupted together with this one: it ends first, as cancelled.
      await this.#goOn({ ...request, cancelled: AbortSignal.abort() }, { kind: 'resume' });
    }
    try {
      return resultOf(await this.#goOn(request, { kind: 'undo', scope: 'declared' }));
    } catch (error) {
      if (error instanceof NothingToDo) return { status: 'succeeded', run: id, outputs: {} };
      throw error;
    }
  }

  #goOn(request: RunRequest, how: Continuation): Promise<RunState> {
    return this.#guarded(() =>
      this.#runs.resume({ ...request, how, evenIfAlive: true }, this.#ports),
    );
  }

  #planOf(call: Call, inputs: JsonObject): Plan {
    const child = this.#context.plan.workflow.steps[call.address.step]?.child;
    if (child == null) throw new Error(`step ${call.step} has no workflow to run`);
    const result = createPlan(child, inputs, this.#ports.digest);
    if (result.ok) return result.plan;
    const message = result.problems.map((problem) => problem.message).join('; ');
    throw new ActionError({ kind: 'invalid-value', message: `${child.name}: ${message}` });
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MissingSecret)) throw error;
      throw new ActionError({ kind: 'invalid-value', message: error.message }, { cause: error });
    }
  }
}

/** The same for the same step and item of the same run; ids of steps have no `-` in them. */
function childId(parent: string, call: Call): string {
  const item = call.address.item === null ? '' : `-${call.address.item}`;
  return `${parent}-${call.step}${item}`;
}

function resultOf(state: RunState): ChildRunResult {
  const { id } = state.context.run;
  switch (state.status) {
    case 'succeeded':
      return { status: 'succeeded', run: id, outputs: state.outputs };
    case 'cancelled':
      return { status: 'cancelled', run: id, message: `the run ${id} was cancelled` };
    case 'needs-operator':
      return { status: 'needs-operator', run: id, message: `see \`perilune show ${id}\`` };
    default: {
      const failed = state.failed === null ? '' : ` at step "${failedStep(state)}"`;
      const status = state.status === 'undone' ? 'undone' : 'failed';
      return { status, run: id, message: `the run ${id} failed${failed}` };
    }
  }
}

function failedStep(state: RunState): string {
  const index = state.failed?.value ?? -1;
  return state.context.plan.workflow.steps[index]?.id ?? '';
}
