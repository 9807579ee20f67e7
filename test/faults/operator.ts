import { parseArgs } from 'node:util';
import type { JsonObject } from '../../src/core/json.ts';
import type { Plan } from '../../src/core/workflow/plan.ts';
import type { Continuation } from '../../src/engine/go-on.ts';
import type { RecordedEvent } from '../../src/engine/journal.ts';
import { createLinesRenderer } from '../../src/cli/render/lines-renderer.ts';
import { createPaint } from '../../src/cli/render/paint.ts';
import { rehearsedRun, type Theatre } from '../../src/cli/rehearsal/rehearse.ts';
import type { RunState } from '../../src/core/run/state.ts';

/** What the end of a run says to a person, as a terminal of 200 columns shows it. */
export async function printedEnd(plan: Plan, events: readonly RecordedEvent[]): Promise<string> {
  let text = '';
  const output = {
    write: (more: string) => void (text += more),
    isTerminal: false,
    columns: 200,
    rows: 50,
  };
  const renderer = createLinesRenderer(output, { paint: createPaint(false) });
  renderer.begin({ plan, runId: rehearsedRun, now: () => events.at(-1)?.event.at ?? 0 });
  for (const recorded of events) renderer.observe(recorded);
  await renderer.end();
  return text;
}

/** The commands in what was printed, each a line of its own. */
export function commandsIn(printed: string): string[] {
  return printed
    .split('\n')
    .map((line) => line.trim().replace(/\s+#.*$/, ''))
    .filter((line) => /^perilune (?:resume|settle|undo) /.test(line));
}

/** Executes the first of the printed commands, again and again, until none is printed any more. */
export async function obey(theatre: Theatre, plan: Plan, first: RunState): Promise<RunState> {
  let state = first;
  for (let round = 0; round < 10 && state.status === 'needs-operator'; round += 1) {
    const printed = await printedEnd(plan, theatre.events);
    const [command] = commandsIn(printed);
    if (command === undefined) throw new Error(`no command is printed:\n${printed}`);
    theatre.simulator.clearFaults();
    state = await theatre.goOn(plan, continuationOf(command, theatre.events));
  }
  return state;
}

function continuationOf(command: string, events: readonly RecordedEvent[]): Continuation {
  const [, verb = '', ...words] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { as: { type: 'string' }, none: { type: 'boolean' }, outputs: { type: 'string' } },
  });
  const [run, step = ''] = positionals;
  if (run !== rehearsedRun) throw new Error(`the command is about another run: ${command}`);
  if (verb === 'resume') return { kind: 'resume' };
  if (verb === 'undo') return { kind: 'undo', scope: 'declared' };
  if (values.none === true) return { kind: 'settle', step, outputs: null };
  if (values.outputs !== undefined) {
    return { kind: 'settle', step, outputs: JSON.parse(values.outputs) as JsonObject };
  }
  return { kind: 'settle', step, outputs: candidateOf(values.as ?? '', events) };
}

function candidateOf(id: string, events: readonly RecordedEvent[]): JsonObject {
  const candidates = events.flatMap(({ event }) =>
    event.type === 'step-unsettled' ? event.candidates : [],
  );
  const found = candidates.find((each) => Object.values(each).includes(id));
  if (found === undefined) throw new Error(`${id} is none of the candidates`);
  return found;
}
