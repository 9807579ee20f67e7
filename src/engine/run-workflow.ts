import type { JsonObject } from '../core/json.ts';
import type { RunEvent, RunInfo } from '../core/run/event.ts';
import { initialState, type RunContext, type RunState } from '../core/run/state.ts';
import type { Plan } from '../core/workflow/plan.ts';
import { definitionOf } from './definition.ts';
import { goOn } from './go-on.ts';
import { learnSecrets } from './learn-secrets.ts';
import { secretInputs } from '../core/workflow/secret-inputs.ts';
import type { RunPorts } from './run-ports.ts';
import type { ResumeRequest, RunRequest, Runs } from './run-request.ts';
import { RunSession } from './run-session.ts';
import { collectSecrets } from './secrets.ts';

/**
 * Runs a plan, from its first event to its last.
 *
 * @throws {MissingSecret} before anything is started.
 * @throws {JournalError} when something could not be written down; nothing has left that was not.
 * @throws {WriterReplaced} when another process goes on with the run.
 */
export async function runWorkflow(request: RunRequest, ports: RunPorts): Promise<RunState> {
  const { plan, id } = request;
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
  const context = contextOf(plan, run, ports);
  const writer = await ports.journal.create(
    ports.redactor.value(run),
    definitionOf(plan.workflow, ports.place),
  );
  await using session = new RunSession(context, { request, ports, writer, runs });
  return await session.run(initialState(context), [
    { type: 'run-started', at: run.startedAt, run },
  ]);
}

/**
 * Goes on with a run: after its process was killed, after a person answered, or to take it back. A
 * run that is over, and is not to be taken back, stays as it is.
 *
 * @throws {MissingSecret} when a secret has no value any more.
 * @throws {JournalError} `no-such-run`, `run-is-owned`, `no-key`, `not-written`.
 * @throws {NothingToDo} when the run does not stand where this leads on.
 */
export async function resumeRun(request: ResumeRequest, ports: RunPorts): Promise<RunState> {
  const { plan, id, evenIfAlive = false } = request;
  const writer = await ports.journal.takeOver(id, { evenIfAlive });
  try {
    const { run, events } = await readRun(id, ports);
    const context = contextOf(plan, run, ports);
    const { state, next } = goOn(initialState(context), events, {
      how: request.how,
      now: ports.clock.now(),
    });
    if (next.length === 0) return state;
    await using session = new RunSession(context, { request, ports, writer, runs });
    return await session.run(state, next);
  } finally {
    await writer.close();
  }
}

/** The state of a run as its journal tells it, without going on with it. */
export async function stateOf(plan: Plan, id: string, ports: RunPorts): Promise<RunState | null> {
  const summary = await ports.journal.find(id);
  if (summary === null) return null;
  const { run, events } = await readRun(id, ports);
  const context = contextOf(plan, run, ports);
  return goOn(initialState(context), events, { how: null, now: ports.clock.now() }).state;
}

const runs: Runs = { run: runWorkflow, resume: resumeRun, stateOf };

async function readRun(id: string, { journal, redactor }: RunPorts) {
  const events: RunEvent[] = [];
  for await (const event of journal.readClear(id)) events.push(event);
  for await (const { sequence, event } of journal.read(id)) {
    const clear = events[sequence - 1];
    // Events are JSON: that is what a journal keeps.
    if (clear !== undefined) learnSecrets(redactor, asJson(event), asJson(clear));
  }
  const [first] = events;
  if (first?.type === 'run-started') return { run: first.run, events };
  const summary = await journal.find(id);
  if (summary === null) throw new Error(`the run ${id} has no beginning`);
  return { run: summary.info, events };
}

function asJson(event: RunEvent): JsonObject {
  return { ...event } as unknown as JsonObject;
}

function contextOf(plan: Plan, run: RunInfo, ports: RunPorts): RunContext {
  const secrets = collectSecrets(plan.workflow, ports);
  for (const value of secretInputs(plan)) ports.redactor.hide(value);
  return { plan, run, secrets, hide: (value) => ports.redactor.hide(value) };
}
