import { createHash, randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { createBuiltinActions } from '../../actions/builtin-actions.ts';
import type { Instant } from '../../core/duration.ts';
import type { RunState } from '../../core/run/state.ts';
import { createPlan, type Plan } from '../../core/workflow/plan.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';
import type { Actions } from '../../engine/action.ts';
import type { Clock } from '../../engine/clock.ts';
import { createRedactor } from '../../engine/redactor.ts';
import { MissingSecret, runWorkflow, type RunPorts } from '../../engine/run-workflow.ts';
import { createMemoryJournal } from '../../store/memory-journal.ts';
import { openCloud, openSimulatedCloud, type Cloud } from '../cloud.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { environmentOf, type Environment } from '../environment.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { givenInputs } from '../inputs.ts';
import { createRunScreen, type RunScreen } from '../run-screen.ts';
import { loadWorkflow } from '../workflow-source.ts';
import { reportText } from './validate.ts';

/** `perilune run FILE` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const plan = preparePlan(given, context);
  if (plan === null) return exitCode.usage;
  const env = environmentOf(context, given.value('env-file'));
  const cloud = await openCloudFor(given, plan.workflow, { env, clock: context.clock });
  const id = runId(context.clock.now());
  const screen = createRunScreen(given.value('output'), context);
  try {
    return await runOn(cloud, { plan, id, screen, env, context });
  } catch (error) {
    if (error instanceof MissingSecret) throw new UsageError(error.message);
    throw error;
  } finally {
    await cloud.close();
  }
}

/** The plan of a command line, or `null` when what is wrong with it has been said. */
export function preparePlan(given: Given, context: CliContext): Plan | null {
  const { workflow, diagnostics } = loadWorkflow(given.operands[0] ?? '', context.cwd);
  if (workflow === null || diagnostics.length > 0) reportText(diagnostics, 1, context);
  if (workflow === null) return null;
  const result = createPlan(workflow, givenInputs(given, workflow, context.cwd), digest);
  if (result.ok) return result.plan;
  for (const { message, hint } of result.problems) {
    context.stderr.write(`${message}${hint === undefined ? '' : `\n  ${hint}`}\n`);
  }
  return null;
}

function openCloudFor(
  given: Given,
  workflow: Workflow,
  { env, clock }: { env: Environment; clock: Clock },
): Promise<Cloud> {
  const speed = speedOf(given, 30);
  if (given.has('simulate')) return openSimulatedCloud(speed, clock);
  if (given.has('speed'))
    throw new UsageError('--speed goes with --simulate: real time has one speed');
  return openCloud(workflow, env, clock);
}

/** @throws {UsageError} */
export function speedOf(given: Given, usual: number): number {
  const speed = Number(given.value('speed') ?? usual);
  if (speed > 0 && speed <= 10_000) return speed;
  throw new UsageError('--speed is a number above 0, and at most 10000');
}

interface Scene {
  readonly plan: Plan;
  readonly id: string;
  readonly screen: RunScreen;
  readonly env: Environment;
  readonly context: CliContext;
}

async function runOn(cloud: Cloud, { plan, id, screen, env, context }: Scene): Promise<ExitCode> {
  const cancel = new AbortController();
  const stopListening = context.onInterrupt(() => {
    if (cancel.signal.aborted) {
      screen.abandon();
      context.leave(exitCode.cancelled);
      return;
    }
    screen.say('cancelling: what runs is brought to an end; press Ctrl-C again to leave at once');
    cancel.abort();
  });
  screen.begin({ plan, runId: id, now: () => cloud.clock.now() });
  try {
    const ports = portsFor(cloud, { screen, env, context });
    const state = await runWorkflow({ plan, id, cancelled: cancel.signal }, ports);
    await screen.end();
    return codeOf(state);
  } finally {
    screen.abandon();
    stopListening();
  }
}

function portsFor(
  cloud: Cloud,
  { screen, env, context }: Pick<Scene, 'screen' | 'env' | 'context'>,
): RunPorts {
  const builtin = createBuiltinActions({ baseEnvironment: context.env }).map((action) =>
    cloud.place(action),
  );
  const byName = new Map(
    [...builtin, ...cloud.actions].map((action) => [action.spec.name, action]),
  );
  const actions: Actions = { get: (name) => byName.get(name) };
  const redactor = createRedactor();
  const key = env['LUNANODE_API_KEY'] ?? '';
  // The first half of the key goes out with every request, and is half of the secret.
  for (const secret of [key, key.slice(0, 64)]) redactor.add(secret);
  return {
    actions,
    clock: cloud.clock,
    random: Math.random,
    journal: createMemoryJournal(),
    redactor,
    digest,
    secret: (name) => env[name],
    folderOf: (workflow) => dirname(resolve(context.cwd, workflow.file.source.path)),
    observe: (recorded) => screen.observe(recorded),
  };
}

function codeOf(state: RunState): ExitCode {
  switch (state.status) {
    case 'succeeded':
      return exitCode.succeeded;
    case 'cancelled':
      return exitCode.cancelled;
    default:
      return exitCode.failed;
  }
}

/** Day and chance: short, sorted by time, and fit for a host name. */
function runId(now: Instant): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const chance = [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('');
  return `${day}-${chance}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
