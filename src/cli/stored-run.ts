import { resolve } from 'node:path';
import type { RunInfo } from '../core/run/event.ts';
import { createPlan, type Plan } from '../core/workflow/plan.ts';
import type { Journal, RunDefinition, RunSummary } from '../engine/journal.ts';
import type { RunPlace } from '../engine/run-ports.ts';
import { CommandFailed } from './command.ts';
import type { CliContext } from './context.ts';
import { environmentOf, type Environment } from './environment.ts';
import { digest } from './digest.ts';
import { loadStoredWorkflow } from './workflow-source.ts';

/** What the runs of this command line remember of where they were started. */
const apiUrl = 'LUNANODE_API_URL';
const envFile = 'env-file';

/** A run that was recorded, made ready to be looked at or to go on. */
export interface StoredRun {
  readonly summary: RunSummary;
  readonly definition: RunDefinition;
  readonly plan: Plan;
}

/**
 * The plan of a run as it was when the run began.
 *
 * @param info What is known of the run; in clear for whoever goes on with it.
 * @throws {CommandFailed} when this version of the program does not take the workflow any more.
 */
export async function openStoredRun(
  journal: Journal,
  summary: RunSummary,
  info: RunInfo = summary.info,
): Promise<StoredRun> {
  const definition = await journal.definition(info.id);
  const { workflow, diagnostics } = loadStoredWorkflow(definition);
  const problem = diagnostics.find(({ severity }) => severity === 'error')?.message;
  if (workflow === null) throw outdated(info, problem);
  const result = createPlan(workflow, info.inputs, digest);
  if (result.ok) return { summary, definition, plan: result.plan };
  throw outdated(info, result.problems[0]?.message);
}

/** What is known of a run from its beginning, in clear. */
export async function clearInfo(journal: Journal, summary: RunSummary): Promise<RunInfo> {
  for await (const event of journal.readClear(summary.info.id)) {
    if (event.type === 'run-started') return event.run;
  }
  return summary.info;
}

function outdated({ id }: RunInfo, why = 'it is not valid'): CommandFailed {
  return new CommandFailed(
    `this version of Perilune cannot read the workflow of the run ${id}: ${why}`,
    'go on with the version that started it',
  );
}

/** Where a run is started, and with what; never a credential. */
export function placeOf(context: CliContext, env: Environment, file: string | undefined): RunPlace {
  const url = env[apiUrl];
  return {
    cwd: context.cwd,
    settings: {
      ...(url ? { [apiUrl]: url } : {}),
      ...(file === undefined ? {} : { [envFile]: resolve(context.cwd, file) }),
    },
  };
}

/**
 * The environment for going on with a run: its cloud is the one it was started in, whatever the
 * environment says now, unless a file that is given now names another.
 *
 * @throws {UsageError} when a file cannot be read.
 */
export function environmentOfRun(
  context: CliContext,
  { settings }: RunDefinition,
  given: string | undefined,
): Environment {
  const before = environmentOf(context, given === undefined ? settings[envFile] : undefined);
  const kept: Environment = { ...before, [apiUrl]: settings[apiUrl] };
  return given === undefined ? kept : environmentOf({ ...context, env: kept }, given);
}
