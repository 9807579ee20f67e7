import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScaledClock } from '../../src/engine/scaled-clock.ts';
import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../src/providers/lunanode/simulator/demo-world.ts';
import {
  startSimulator,
  type Simulator,
} from '../../src/providers/lunanode/simulator/simulator.ts';
import type { ChildOptions, ChildReport, SharedClock } from './child-options.ts';
import { pictureOf } from './cloud-picture.ts';

/** Where the process of a run is killed. */
export type Point =
  | { readonly kind: 'append'; readonly nth: number; readonly when: 'before' | 'after' }
  /** When the simulated API has handled the request with that number, before it answers. */
  | { readonly kind: 'request'; readonly nth: number };

export interface Subject {
  readonly name: string;
  readonly file: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Ending {
  readonly status: string;
  readonly picture: readonly string[];
  readonly appends: number;
  readonly requests: number;
  /** How often a person had to say what became of a call. */
  readonly answers: number;
  readonly wasKilled: boolean;
  readonly failures: readonly string[];
}

const child = join(import.meta.dirname, 'child.ts');
const speed = 30;

/** Runs a workflow in a process of its own, kills it at a point, goes on, and says how it ended. */
export async function runTrial(subject: Subject, point: Point | null): Promise<Ending> {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-crash-'));
  const clock: SharedClock = {
    startAt: Date.parse('2026-03-01T03:30:00Z'),
    origin: Date.now(),
    speed,
  };
  let running: ChildProcess | null = null;
  let requests = 0;
  await using simulator = await startSimulator({
    clock: createScaledClock({ speed, startAt: clock.startAt }),
    accounts: [demoAccount],
    seed: demoWorld,
    onRequest: () => {
      requests += 1;
      if (point?.kind === 'request' && requests === point.nth) running?.kill('SIGKILL');
    },
  });
  const before = simulator.snapshot();
  const base = {
    file: subject.file,
    inputs: subject.inputs,
    run: '20260301-crash',
    url: simulator.url,
    folder,
    clock,
  };
  try {
    const kill = point?.kind === 'append' ? { append: point.nth, when: point.when } : null;
    const started = startChild({ ...base, resume: false, answer: null, kill });
    running = started.process;
    const first = await started.report;
    running = null;
    const { report, answers } = await goOn(base, first, simulator);
    const picture = pictureOf(before, simulator.snapshot());
    const { status, appends, failures } = report;
    const wasKilled = first === null;
    return { status, picture, appends, requests, answers, wasKilled, failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Base = Omit<ChildOptions, 'resume' | 'answer' | 'kill'>;

/** Resumes until the run is over; a person who can see into the cloud answers what cannot be seen from outside. */
async function goOn(
  base: Base,
  first: ChildReport | null,
  simulator: Simulator,
): Promise<{ report: ChildReport; answers: number }> {
  let report = first;
  let answers = 0;
  for (let round = 0; round < 10; round += 1) {
    if (report === null) {
      report = await startChild({ ...base, resume: true, answer: null, kill: null }).report;
      if (report === null) throw new Error('a process that nobody killed was killed');
    }
    const [step] = report.unsettled;
    if (report.status !== 'needs-operator' || step === undefined) return { report, answers };
    const happened = simulator.snapshot().vms.some(({ diskSwapped }) => diskSwapped);
    answers += 1;
    const answer = { step, happened };
    report = await startChild({ ...base, resume: true, answer, kill: null }).report;
  }
  throw new Error('the run does not come to an end');
}

/** The report of a process, or `null` when it was killed. */
function startChild(options: ChildOptions): {
  process: ChildProcess;
  report: Promise<ChildReport | null>;
} {
  const started = spawn(process.execPath, [child, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { process: started, report: reportOf(started) };
}

async function reportOf(started: ChildProcess): Promise<ChildReport | null> {
  let out = '';
  let errors = '';
  started.stdout?.on('data', (chunk) => (out += String(chunk)));
  started.stderr?.on('data', (chunk) => (errors += String(chunk)));
  await once(started, 'close');
  if (started.signalCode === 'SIGKILL') return null;
  if (started.exitCode !== 0) throw new Error(`the process of the run failed: ${errors}`);
  return JSON.parse(out) as ChildReport;
}
