import type { RunState } from '../../core/run/state.ts';
import type { Plan } from '../../core/workflow/plan.ts';
import type { Journal, RecordedEvent, RunSummary } from '../../engine/journal.ts';
import { runWorkflow } from '../../engine/run-workflow.ts';
import { carryOut, type Scene } from '../carry-out.ts';
import { openCloud, openSimulatedCloud } from '../cloud.ts';
import { Cancelled, UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { environmentOf } from '../environment.ts';
import { codeOf, exitCode, type ExitCode } from '../exit-code.ts';
import { goOnWith } from '../go-on-with.ts';
import { isInterrupted } from '../history/standing.ts';
import { preparePlan } from '../prepare-plan.ts';
import { newRunId } from '../run-id.ts';
import type { RunScreen } from '../run-screen.ts';
import { speedOf } from '../speed.ts';
import { placeOf } from '../stored-run.ts';
import { inWords, withJournal } from '../with-journal.ts';

/** `perilune run FILE` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const speed = speedOf(given, 30);
  const plan = preparePlan(given, context);
  if (plan === null) return exitCode.usage;
  if (given.has('simulate')) return simulate(plan, speed, { given, context });
  if (given.has('speed')) {
    throw new UsageError('--speed goes with --simulate: real time has one speed');
  }
  const env = environmentOf(context, given.value('env-file'));
  const cloud = await openCloud(plan.workflow, env, context.clock);
  try {
    return await withJournal(context, async (journal) => {
      const earlier = given.has('new') ? null : await interruptedRun(plan, journal);
      if (earlier !== null && (await wantsResume(earlier, context))) {
        const state = await goOnWith({
          journal,
          summary: earlier,
          how: { kind: 'resume' },
          given,
          context,
        });
        return codeOf(state.status);
      }
      const place = placeOf(context, env, given.value('env-file'));
      const state = await start({ plan, cloud, journal, place, env, context, isKept: true }, given);
      return codeOf(state.status);
    });
  } finally {
    await cloud.close();
  }
}

/**
 * In a cloud of its own, which ends with this process: so does the journal, for there is nothing left
 * to go on with.
 */
async function simulate(
  plan: Plan,
  speed: number,
  { given, context }: { given: Given; context: CliContext },
): Promise<ExitCode> {
  const env = environmentOf(context, given.value('env-file'));
  const { createMemoryJournal } = await import('../../store/memory-journal.ts');
  const cloud = await openSimulatedCloud(speed, context.clock);
  const journal = createMemoryJournal();
  const place = { cwd: context.cwd, settings: {} };
  const onEvent = (recorded: RecordedEvent, screen: RunScreen) =>
    void approveByItself(recorded, journal, screen);
  try {
    const state = await inWords(() =>
      start({ plan, cloud, journal, place, env, context, onEvent, isKept: false }, given),
    );
    return codeOf(state.status);
  } finally {
    await cloud.close();
  }
}

/** Nobody outside this process can answer to a run that is simulated. */
async function approveByItself(
  { run, event }: RecordedEvent,
  journal: Journal,
  screen: RunScreen,
): Promise<void> {
  if (event.type !== 'call-started' || event.action !== 'approve/ask') return;
  const { step, item } = event;
  const label = item === undefined ? step : await itemLabel(journal, run, { step, item });
  screen.say(`"${label}" asks a person; a simulated run is approved by itself`);
  const answer = { kind: 'answer', step: label, isApproved: true, by: 'the simulation' } as const;
  await journal.request(run, { ...answer, note: null });
}

async function itemLabel(
  journal: Journal,
  run: string,
  { step, item }: { step: string; item: number },
): Promise<string> {
  for await (const { event } of journal.read(run)) {
    if (event.type === 'loop-started' && event.step === step) return `${step}[${event.keys[item]}]`;
  }
  return step;
}

function start(scene: Omit<Scene, 'id' | 'before' | 'output'>, given: Given): Promise<RunState> {
  const { plan, context } = scene;
  const id = newRunId(context.clock.now());
  const output = given.value('output');
  return carryOut({ ...scene, id, output, before: [] }, (ports, cancelled) =>
    runWorkflow({ plan, id, cancelled }, ports),
  );
}

/** The newest run of the same plan that nobody carries on. */
async function interruptedRun(plan: Plan, journal: Journal): Promise<RunSummary | null> {
  const all = await journal.runs();
  const same = all.filter(({ info }) => info.parent === null && info.planHash === plan.hash);
  return same.find(isInterrupted) ?? null;
}

/** @throws {UsageError} when nobody can be asked; {Cancelled} when the person wants neither. */
async function wantsResume({ info }: RunSummary, { ask }: CliContext): Promise<boolean> {
  const message = `the run ${info.id} of the same workflow and inputs was interrupted`;
  if (ask === undefined) {
    throw new UsageError(
      `${message}: to start anew could make things twice`,
      `go on with it: perilune resume ${info.id}\nor start anew: add --new`,
    );
  }
  const answer = await ask(
    `${message}. Starting anew could make things twice.\nGo on with it? [Y]es, start [a]new, or [q]uit: `,
  );
  const [first = 'y'] = answer.trim().toLowerCase();
  if (first === 'y') return true;
  if (first === 'a' || first === 'n') return false;
  throw new Cancelled('nothing was started');
}
