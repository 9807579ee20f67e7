/**
 * Runs a workflow, or goes on with a run, against a simulated cloud in another process, with the
 * journal on disk; and kills itself (SIGKILL) where it is told to.
 */
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { createBuiltinActions } from '../../src/actions/builtin-actions.ts';
import { digest } from '../../src/cli/digest.ts';
import { loadWorkflow } from '../../src/cli/workflow-source.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { RunState } from '../../src/core/run/state.ts';
import { createPlan } from '../../src/core/workflow/plan.ts';
import type { Journal, JournalWriter, RecordedEvent } from '../../src/engine/journal.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import type { RunPorts } from '../../src/engine/run-ports.ts';
import { resumeRun, runWorkflow } from '../../src/engine/run-workflow.ts';
import { createScaledClock } from '../../src/engine/scaled-clock.ts';
import { systemClock } from '../../src/engine/system-clock.ts';
import { createLunaNodeActions } from '../../src/providers/lunanode/lunanode-actions.ts';
import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { onSimulatedNetwork } from '../../src/providers/lunanode/simulator/simulated-network.ts';
import { openSqliteJournal } from '../../src/store/sqlite-journal.ts';
import { systemProcesses } from '../../src/store/sqlite/processes.ts';
import type { ChildOptions, ChildReport } from './child-options.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
let appends = 0;
let ended: RecordedEvent | null = null;
const failures: string[] = [];

const { origin, speed, startAt } = options.clock;
const clock = createScaledClock({ speed, startAt: startAt + (Date.now() - origin) * speed });
const client = createLunaNodeActions({ ...demoAccount, url: options.url, clock });

const state = await start();
await client.close();
const report: ChildReport = {
  status: state.status,
  appends,
  unsettled: unsettledOf(ended),
  failures,
};
process.stdout.write(JSON.stringify(report));

function start(): Promise<RunState> {
  const { file, inputs, run, resume, answer } = options;
  const { workflow } = loadWorkflow(file, dirname(file));
  if (workflow === null) throw new Error(`${file} cannot be read`);
  const planned = createPlan(workflow, inputs as JsonObject, digest);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  const request = { plan: planned.plan, id: run, cancelled: new AbortController().signal };
  if (!resume) return runWorkflow(request, ports());
  const how =
    answer === null
      ? ({ kind: 'resume' } as const)
      : ({ kind: 'settle', step: answer.step, outputs: answer.happened ? {} : null } as const);
  return resumeRun({ ...request, how, evenIfAlive: true }, ports());
}

function ports(): RunPorts {
  const network = { port: Number(new URL(options.url).port), isUp: () => true };
  const builtin = createBuiltinActions({ baseEnvironment: {} }).map((action) =>
    onSimulatedNetwork(action, network),
  );
  const byName = new Map([...client.actions, ...builtin].map((each) => [each.spec.name, each]));
  return {
    actions: { get: (name) => byName.get(name) },
    clock,
    random: Math.random,
    journal: killing(
      openSqliteJournal({
        folder: options.folder,
        program: '0',
        clock: systemClock,
        host: hostname(),
        pid: process.pid,
        processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
      }),
    ),
    redactor: createRedactor(),
    digest,
    secret: () => undefined,
    folderOf: () => dirname(options.file),
    place: { cwd: dirname(options.file), settings: {} },
    observe: (recorded) => {
      ended = recorded;
      const { event } = recorded;
      if (event.type === 'step-failed') failures.push(`${event.step}: ${event.failure.message}`);
    },
  };
}

/** The same journal, in which the process dies at the append that it is told. */
function killing(journal: Journal): Journal {
  const wrap = (writer: JournalWriter): JournalWriter => ({
    ...writer,
    inside: wrapAll(writer.inside),
    append: async (entries) => {
      appends += 1;
      if (options.kill?.append === appends && options.kill.when === 'before') await die();
      const recorded = await writer.append(entries);
      if (options.kill?.append === appends && options.kill.when === 'after') await die();
      return recorded;
    },
  });
  const wrapAll = (writing: JournalWriter['inside']): JournalWriter['inside'] => ({
    create: async (run, definition) => wrap(await writing.create(run, definition)),
    takeOver: async (run, how) => wrap(await writing.takeOver(run, how)),
  });
  return { ...journal, ...wrapAll(journal) };
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

function unsettledOf(last: RecordedEvent | null): readonly string[] {
  return last?.event.type === 'run-needs-operator' ? last.event.unsettled : [];
}
