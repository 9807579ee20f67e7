import type { RunState } from '../core/run/state.ts';
import type { Plan } from '../core/workflow/plan.ts';
import type { Journal, RecordedEvent } from '../engine/journal.ts';
import type { RunPlace, RunPorts } from '../engine/run-ports.ts';
import { brokenOff } from './broken-off.ts';
import type { Cloud } from './cloud.ts';
import type { CliContext } from './context.ts';
import type { Environment } from './environment.ts';
import { exitCode } from './exit-code.ts';
import { downtimeLines, shownLedger, type DowntimeLine } from './history/downtime-lines.ts';
import { portsFor } from './ports.ts';
import { createRunScreen, type RunScreen } from './run-screen.ts';

/** A run, and all that it takes to carry it out here. */
export interface Scene {
  readonly plan: Plan;
  readonly id: string;
  readonly cloud: Cloud;
  readonly journal: Journal;
  readonly place: RunPlace;
  readonly env: Environment;
  readonly context: CliContext;
  /** What `--output` says. */
  readonly output: string | undefined;
  /** What happened before, in earlier processes. */
  readonly before: readonly RecordedEvent[];
  /** Whether the run can be gone on with when this process has ended. */
  readonly isKept: boolean;
  /** Told of what happens, besides the screen. */
  readonly onEvent?: (recorded: RecordedEvent, screen: RunScreen) => void;
}

/**
 * Shows what happens while a run is carried out; Ctrl-C cancels it, and once more leaves it.
 *
 * @throws {CommandFailed} when this process can carry it on no further.
 */
export async function carryOut(
  scene: Scene,
  work: (ports: RunPorts, cancelled: AbortSignal) => Promise<RunState>,
): Promise<RunState> {
  const { id, cloud, context, output } = scene;
  const screen = createRunScreen(output, context);
  const begin = beginner(screen, scene);
  const events = [...scene.before];
  const cancel = new AbortController();
  const stopListening = context.onInterrupt(() => {
    if (cancel.signal.aborted) return leave(screen, scene);
    begin();
    screen.say(`${cancelWords(id, events)}; press Ctrl-C again to leave at once`);
    cancel.abort();
  });
  try {
    const observe = (recorded: RecordedEvent) => {
      begin();
      events.push(recorded);
      screen.observe(recorded);
      scene.onEvent?.(recorded, screen);
    };
    const state = await work(portsFor({ ...scene, observe }), cancel.signal);
    begin();
    const downtimes = downtimeLines(shownLedger(events), cloud.clock.now());
    await screen.end(downtimes.map(({ text }) => text));
    if (output === 'quiet' || output === 'ndjson') warn(downtimes, context);
    return state;
  } catch (error) {
    screen.abandon();
    throw await brokenOff(error, { id, journal: scene.journal, hasEvents: events.length > 0 });
  } finally {
    screen.abandon();
    stopListening();
  }
}

/** To take something back is not cancelled: half of that helps nobody. */
function cancelWords(id: string, events: readonly RecordedEvent[]): string {
  const isUndoing = events.some(({ run, event }) => run === id && event.type === 'undo-started');
  return isUndoing
    ? 'undoing is not cancelled: it goes on to its end'
    : 'cancelling: what runs is brought to an end';
}

/** A run of which nothing happens, because it cannot be gone on with, is not shown. */
function beginner(screen: RunScreen, { plan, id, cloud, before }: Scene): () => void {
  let hasBegun = false;
  return () => {
    if (hasBegun) return;
    hasBegun = true;
    screen.begin({ plan, runId: id, now: () => cloud.clock.now() });
    screen.catchUp(before);
  };
}

function leave(screen: RunScreen, { id, isKept, context }: Scene): void {
  screen.abandon();
  if (isKept) {
    context.stderr.write(`left as it is; \`perilune resume ${id}\` goes on with the run\n`);
  }
  context.leave(exitCode.cancelled);
}

/** An address that is on no VM is told even to whoever wants to be told nothing. */
function warn(downtimes: readonly DowntimeLine[], { stderr }: CliContext): void {
  for (const { isOpen, text } of downtimes) if (isOpen) stderr.write(`${text}\n`);
}
