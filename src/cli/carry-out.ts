import type { RunState } from '../core/run/state.ts';
import type { Plan } from '../core/workflow/plan.ts';
import type { Journal, RecordedEvent } from '../engine/journal.ts';
import type { RunPlace, RunPorts } from '../engine/run-ports.ts';
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
  /** Told of what happens, besides the screen. */
  readonly onEvent?: (recorded: RecordedEvent, screen: RunScreen) => void;
}

/** Shows what happens while a run is carried out; Ctrl-C cancels it, and once more leaves it. */
export async function carryOut(
  scene: Scene,
  work: (ports: RunPorts, cancelled: AbortSignal) => Promise<RunState>,
): Promise<RunState> {
  const { plan, id, cloud, context, output } = scene;
  const screen = createRunScreen(output, context);
  const events = [...scene.before];
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
  screen.catchUp(scene.before);
  try {
    const observe = (recorded: RecordedEvent) => {
      events.push(recorded);
      screen.observe(recorded);
      scene.onEvent?.(recorded, screen);
    };
    const state = await work(portsFor({ ...scene, observe }), cancel.signal);
    const downtimes = downtimeLines(shownLedger(events), cloud.clock.now());
    await screen.end(downtimes.map(({ text }) => text));
    if (output === 'quiet' || output === 'ndjson') warn(downtimes, context);
    return state;
  } finally {
    screen.abandon();
    stopListening();
  }
}

/** An address that is on no VM is told even to whoever wants to be told nothing. */
function warn(downtimes: readonly DowntimeLine[], { stderr }: CliContext): void {
  for (const { isOpen, text } of downtimes) if (isOpen) stderr.write(`${text}\n`);
}
