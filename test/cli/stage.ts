import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createScaledClock } from '../../src/engine/scaled-clock.ts';
import { systemClock } from '../../src/engine/system-clock.ts';
import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../src/providers/lunanode/simulator/demo-world.ts';
import type { RequestEntry } from '../../src/providers/lunanode/simulator/request-log.ts';
import {
  startSimulator,
  type Simulator,
} from '../../src/providers/lunanode/simulator/simulator.ts';
import { Program, type Ended, type ProgramOptions } from './program.ts';

export interface StageOptions {
  /** Files of the folder that the programs run in, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The state folder; one inside the folder of the programs when left out. */
  readonly home?: string;
}

/** Real programs with one state folder and one simulated cloud, which they reach over HTTP. */
export interface Stage {
  readonly folder: string;
  readonly home: string;
  readonly simulator: Simulator;
  /** Hears of every request, before it is answered. */
  onRequest: (entry: RequestEntry) => void;
  start(words: readonly string[], options?: Partial<ProgramOptions>): Program;
  /** Starts a program, and waits for its end. */
  run(...words: readonly string[]): Promise<Ended>;
}

/** All of it ends with the test. */
export async function openStage({ files = {}, home }: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-stage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const simulator = await startSimulator({
    // States pass faster; whoever calls lives in real time, and so do its nonces.
    clock: createScaledClock({ speed: 60 }),
    wallClock: systemClock,
    // Programs that follow one another at once would have to wait until their nonces are the newest.
    nonce: { reading: 'window' },
    accounts: [demoAccount],
    seed: demoWorld,
    onRequest: (entry) => stage.onRequest(entry),
  });
  onTestFinished(() => simulator.close());
  const env = {
    PERILUNE_HOME: home ?? join(folder, 'home'),
    LUNANODE_API_URL: simulator.url,
    LUNANODE_API_ID: demoAccount.apiId,
    LUNANODE_API_KEY: demoAccount.apiKey,
  };
  const stage: Stage = {
    folder,
    home: env.PERILUNE_HOME,
    simulator,
    onRequest: () => undefined,
    start: (words, options = {}) => new Program(words, { folder, env, ...options }),
    run: (...words) => stage.start(words).end(),
  };
  return stage;
}
