import { demoAccount } from '../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../src/providers/lunanode/simulator/demo-world.ts';
import type { FaultPlan } from '../../src/providers/lunanode/simulator/fault-plan.ts';
import {
  startSimulator,
  type Simulator,
} from '../../src/providers/lunanode/simulator/simulator.ts';
import { CliRig } from './cli-rig.ts';

export interface Scene {
  readonly rig: CliRig;
  readonly simulator: Simulator;
  /** The environment of the program; may be changed. */
  readonly env: Record<string, string>;
}

export interface SceneOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly faults?: FaultPlan;
  readonly answers?: readonly string[];
}

/** Runs command lines against a simulated cloud with faults, over HTTP and in virtual time. */
export async function onCloud<T>(
  { files, faults = [], answers = [] }: SceneOptions,
  scene: (scene: Scene) => Promise<T>,
): Promise<T> {
  const env: Record<string, string> = {
    LUNANODE_API_ID: demoAccount.apiId,
    LUNANODE_API_KEY: demoAccount.apiKey,
  };
  using rig = new CliRig({ files, env, answers });
  await using simulator = await startSimulator({
    clock: rig.clock.serving,
    accounts: [demoAccount],
    seed: demoWorld,
    faults,
  });
  env['LUNANODE_API_URL'] = simulator.url;
  return await scene({ rig, simulator, env });
}

/** How many times an action was called; calls that were refused do not count. */
export function callsOf({ requests }: Simulator, action: string): number {
  return requests.filter((each) => each.action === action && each.outcome === 'accepted').length;
}
