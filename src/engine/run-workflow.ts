import type { Instant } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Call } from '../core/run/decide.ts';
import type { RunEvent, RunInfo } from '../core/run/event.ts';
import type { Outcome } from '../core/run/judge.ts';
import type { RunState } from '../core/run/state.ts';
import { createPlan, type Plan } from '../core/workflow/plan.ts';
import type { Workflow } from '../core/workflow/workflow.ts';
import { ActionError, type Actions, type ChildRunResult } from './action.ts';
import type { Clock } from './clock.ts';
import { EmbeddedHost } from './embedded-host.ts';
import type { Journal, RecordedEvent } from './journal.ts';
import { performCall } from './perform-call.ts';
import type { Redactor } from './redactor.ts';
import { runLoop } from './run-loop.ts';

/** What a run needs of the world. */
export interface RunPorts {
  readonly actions: Actions;
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: Journal;
  readonly redactor: Redactor;
  /** A hash of a text. */
  readonly digest: (text: string) => string;
  /** The value of a secret, or `undefined` when nobody gave one. */
  readonly secret: (name: string) => string | undefined;
  /** Folder that relative paths of a workflow file start at. */
  readonly folderOf: (workflow: Workflow) => string;
  /** Told of every event, after it was recorded; secrets are hidden in it. */
  readonly observe: (recorded: RecordedEvent) => void;
}

export interface RunRequest {
  readonly plan: Plan;
  readonly id: string;
  readonly scheduledAt?: Instant;
  readonly parent?: RunInfo['parent'];
  /** Aborted to cancel the run. */
  readonly cancelled: AbortSignal;
}

/** A secret that a workflow declares has no value. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret';
  readonly secret: string;

  constructor(secret: string) {
    super(`the secret "${secret}" has no value: set it in the environment, or with --env-file`);
    this.secret = secret;
  }
}

/**
 * Runs a plan, from its first event to its last.
 *
 * @throws {MissingSecret} before anything is started.
 */
export async function runWorkflow(request: RunRequest, ports: RunPorts): Promise<RunState> {
  const { plan, id } = request;
  const secrets = collectSecrets(plan.workflow, ports);
  const run: RunInfo = {
    id,
    workflow: plan.workflow.name,
    file: plan.workflow.file.source.path,
    planHash: plan.hash,
    inputs: plan.inputs,
    startedAt: ports.clock.now(),
    scheduledAt: request.scheduledAt ?? null,
    parent: request.parent ?? null,
  };
  const writer = await ports.journal.create(ports.redactor.value(run));
  const children = new ChildRuns(request, ports);
  using host = new EmbeddedHost({
    clock: ports.clock,
    random: ports.random,
    maxParallel: plan.workflow.maxParallel,
    perform: (call, interrupted) => children.perform(call, interrupted),
    cancelled: request.cancelled,
    cancelledBy: run.parent === null ? 'person' : 'parent',
  });
  const record = async (events: readonly RunEvent[]) => {
    if (events.length === 0) return;
    const recorded = await writer.append(events.map((event) => ports.redactor.value(event)));
    for (const each of recorded) ports.observe(each);
  };
  try {
    return await runLoop({ plan, run, secrets }, { host, record });
  } finally {
    await writer.close();
  }
}

function collectSecrets(workflow: Workflow, ports: RunPorts): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of workflow.secrets) {
    const value = ports.secret(name);
    if (value === undefined || value === '') throw new MissingSecret(name);
    ports.redactor.add(value);
    secrets[name] = value;
  }
  return secrets;
}

/** Performs the calls of one run; a call of `workflow/run` is a run of its own. */
class ChildRuns {
  readonly #request: RunRequest;
  readonly #ports: RunPorts;

  constructor(request: RunRequest, ports: RunPorts) {
    this.#request = request;
    this.#ports = ports;
  }

  perform(call: Call, interrupted: AbortSignal): Promise<Outcome> {
    const { plan, id } = this.#request;
    const { actions, clock, redactor } = this.#ports;
    return performCall(call, interrupted, {
      actions,
      clock,
      context: {
        run: { id, workflow: plan.workflow.name },
        folder: this.#ports.folderOf(plan.workflow),
        addSecret: (value) => redactor.add(value),
      },
      runChild: (inputs, signal) => this.#runChild(call, inputs, signal),
    });
  }

  async #runChild(call: Call, inputs: JsonObject, cancelled: AbortSignal): Promise<ChildRunResult> {
    const child = this.#request.plan.workflow.steps[call.address.step]?.child;
    if (child == null) throw new Error(`step ${call.step} has no workflow to run`);
    const result = createPlan(child, inputs, this.#ports.digest);
    if (!result.ok) {
      const message = result.problems.map((problem) => problem.message).join('; ');
      throw new ActionError({ kind: 'invalid-value', message: `${child.name}: ${message}` });
    }
    const id = childId(this.#request.id, call);
    const parent = { run: this.#request.id, step: call.label };
    const request = { plan: result.plan, id, parent, cancelled };
    return childResult(id, await this.#run(request));
  }

  async #run(request: RunRequest): Promise<RunState> {
    try {
      return await runWorkflow(request, this.#ports);
    } catch (error) {
      if (!(error instanceof MissingSecret)) throw error;
      throw new ActionError({ kind: 'invalid-value', message: error.message }, { cause: error });
    }
  }
}

/** The same for the same step, item and attempt of the same run; ids of steps have no `-` in them. */
function childId(parent: string, call: Call): string {
  const item = call.address.item === null ? '' : `-${call.address.item}`;
  const attempt = call.attempt === 1 ? '' : `-${call.attempt}`;
  return `${parent}-${call.step}${item}${attempt}`;
}

function childResult(run: string, state: RunState): ChildRunResult {
  switch (state.status) {
    case 'succeeded':
      return { status: 'succeeded', run, outputs: state.outputs };
    case 'cancelled':
      return { status: 'cancelled', run, message: `the run ${run} was cancelled` };
    default: {
      const failed = state.failed === null ? '' : ` at step "${failedStep(state)}"`;
      return { status: 'failed', run, message: `the run ${run} failed${failed}` };
    }
  }
}

function failedStep(state: RunState): string {
  const index = state.failed?.value ?? -1;
  return state.context.plan.workflow.steps[index]?.id ?? '';
}
