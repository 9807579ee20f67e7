import { resolve } from 'node:path';
import { readFaultPlan } from '../../providers/lunanode/simulator/read-fault-plan.ts';
import type { FaultPlan } from '../../providers/lunanode/simulator/fault-plan.ts';
import type { Plan } from '../../core/workflow/plan.ts';
import { formatDuration } from '../../core/duration.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { codeOf, exitCode, type ExitCode } from '../exit-code.ts';
import { downtimeLines, shownLedger } from '../history/downtime-lines.ts';
import { preparePlan } from '../prepare-plan.ts';
import { trialsFor, tryFaults, type Tried } from '../rehearsal/each-fault.ts';
import { faultTable, faultTableData } from '../rehearsal/fault-table.ts';
import { rehearse, rehearsedRun, type Rehearsal, type Stage } from '../rehearsal/rehearse.ts';
import { reportText } from '../render-diagnostics/text.ts';
import { createPaint, wantsColour } from '../render/paint.ts';
import { createRunScreen } from '../run-screen.ts';
import { explain, readText } from '../workflow-source.ts';

/** `perilune rehearse FILE` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const plan = preparePlan(given, context);
  if (plan === null) return exitCode.usage;
  const { clock, env, cwd } = context;
  const stage: Stage = { startedAt: clock.now(), env, cwd };
  const faults = given.value('faults');
  if (faults === 'each') return rehearseFaults(plan, stage, { given, context });
  if (given.has('format')) throw new UsageError('--format goes with --faults each');
  if (faults === undefined) return show(plan, stage, { given, context });
  const planned = faultPlanOf(faults, context);
  return planned === null
    ? exitCode.usage
    : show(plan, { ...stage, faults: planned }, { given, context });
}

interface Asked {
  readonly given: Given;
  readonly context: CliContext;
}

/** The faults in a file, or `null` when what is wrong with it has been said. */
function faultPlanOf(path: string, context: CliContext): FaultPlan | null {
  const read = readFaultPlan(readFaultFile(path, context.cwd), path);
  if (read.ok) return read.plan;
  reportText(read.diagnostics, 1, context);
  return null;
}

function readFaultFile(path: string, cwd: string): string {
  try {
    return readText(resolve(cwd, path));
  } catch (error) {
    throw new UsageError(`${path}: ${explain(error)}`, 'give a fault plan, or --faults each');
  }
}

/** One rehearsal, told like a run. */
async function show(plan: Plan, stage: Stage, { given, context }: Asked): Promise<ExitCode> {
  const screen = createRunScreen(given.value('output') ?? 'lines', context);
  let now = stage.startedAt;
  screen.begin({ plan, runId: rehearsedRun, now: () => now });
  try {
    const rehearsal = await rehearse(plan, {
      ...stage,
      observe: (recorded, clock) => {
        now = clock.now();
        screen.observe(recorded);
      },
    });
    const downtimes = downtimeLines(shownLedger(rehearsal.events), now).map(({ text }) => text);
    await screen.end([...downtimes, `rehearsed: ${extent(rehearsal)}`]);
    return codeOf(rehearsal.state.status);
  } finally {
    screen.abandon();
  }
}

/** Every call of the run fails in every way, once or for good, each in a rehearsal of its own. */
async function rehearseFaults(
  plan: Plan,
  stage: Stage,
  { given, context }: Asked,
): Promise<ExitCode> {
  const faultless = await rehearse(plan, stage);
  if (faultless.state.status !== 'succeeded') {
    context.stderr.write('already without a fault, the run does not succeed:\n\n');
    return show(plan, stage, { given, context });
  }
  const trials = trialsFor(faultless);
  context.stderr.write(`${plan.workflow.name}: ${extent(faultless)}; ${trials.length} faults\n`);
  const tried = await tryFaults(plan, stage, { faultless, trials });
  const losses = tried.filter(({ verdict }) => verdict.isLoss).length;
  if (given.value('format') === 'json') {
    context.stdout.write(`${JSON.stringify(faultTableData(tried), null, 2)}\n`);
  } else {
    const paint = createPaint(wantsColour(context.stdout, context.env));
    const lines = faultTable(tried, { paint, columns: context.stdout.columns });
    context.stdout.write(`${[...lines, '', summary(tried, losses)].join('\n')}\n`);
  }
  return losses === 0 ? exitCode.succeeded : exitCode.failed;
}

function extent({ requests, machineRequests, tookMs }: Rehearsal): string {
  const calls = `${requests.length} calls of the API`;
  const machines = machineRequests === 0 ? '' : `, ${machineRequests} of machines`;
  return `${calls}${machines}, ${formatDuration(tookMs)} of virtual time`;
}

function summary(tried: readonly Tried[], losses: number): string {
  const counts = [...Map.groupBy(tried, ({ verdict }) => verdict.status)];
  const ends = counts.map(([status, each]) => `${each.length} ${status}`).join(', ');
  const lost = losses === 0 ? 'no money and no address lost' : `something is lost in ${losses}`;
  return `${tried.length} faults: ${ends}; ${lost}`;
}
