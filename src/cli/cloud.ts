import type { Workflow } from '../core/workflow/workflow.ts';
import type { Action } from '../engine/action.ts';
import type { Clock } from '../engine/clock.ts';
import { UsageError } from './command.ts';
import type { Environment } from './environment.ts';

/** The actions of the providers that a run uses, and what has to be closed after it. */
export interface Cloud {
  readonly actions: readonly Action[];
  readonly clock: Clock;
  /** Puts a built-in action where it belongs in this cloud: on a network of its own, if it has one. */
  place(action: Action): Action;
  close(): Promise<void>;
}

/** Whether any step, of sub-workflows too, calls the provider. */
export function usesProvider(workflow: Workflow, provider: string): boolean {
  return workflow.steps.some(
    (step) =>
      step.action.provider === provider ||
      step.await?.observer.provider === provider ||
      (step.child !== null && usesProvider(step.child, provider)),
  );
}

/**
 * The real cloud, or whatever `LUNANODE_API_URL` points at.
 *
 * @throws {UsageError} when a credential is missing or cannot be right.
 */
export async function openCloud(
  workflow: Workflow,
  env: Environment,
  clock: Clock,
): Promise<Cloud> {
  if (!usesProvider(workflow, 'lunanode')) return realCloud([], clock, async () => undefined);
  const { createLunaNodeActions } = await import('../providers/lunanode/lunanode-actions.ts');
  const { LunaNodeConfigError } = await import('../providers/lunanode/config.ts');
  const missing = ['LUNANODE_API_ID', 'LUNANODE_API_KEY'].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
      'set them in the environment or in a file for --env-file; or try --simulate',
    );
  }
  const url = env['LUNANODE_API_URL'];
  try {
    const client = createLunaNodeActions({
      apiId: env['LUNANODE_API_ID'] ?? '',
      apiKey: env['LUNANODE_API_KEY'] ?? '',
      ...(url ? { url } : {}),
      clock,
    });
    return realCloud(client.actions, clock, () => client.close());
  } catch (error) {
    if (!(error instanceof LunaNodeConfigError)) throw error;
    throw new UsageError(error.message);
  }
}

function realCloud(actions: readonly Action[], clock: Clock, close: () => Promise<void>): Cloud {
  return { actions, clock, place: (action) => action, close };
}

/** A cloud of its own for one run: the simulator, in this process, moving `speed` times faster. */
export async function openSimulatedCloud(speed: number, clock: Clock): Promise<Cloud> {
  const { createScaledClock } = await import('../engine/scaled-clock.ts');
  const { startSimulator } = await import('../providers/lunanode/simulator/simulator.ts');
  const { demoAccount } = await import('../providers/lunanode/simulator/demo-account.ts');
  const { demoWorld } = await import('../providers/lunanode/simulator/demo-world.ts');
  const { onSimulatedNetwork } =
    await import('../providers/lunanode/simulator/simulated-network.ts');
  const { createLunaNodeActions } = await import('../providers/lunanode/lunanode-actions.ts');
  const scaled = createScaledClock({ speed, base: clock });
  const simulator = await startSimulator({
    clock: scaled,
    accounts: [demoAccount],
    seed: demoWorld,
    randomSeed: clock.now(),
  });
  const client = createLunaNodeActions({
    ...demoAccount,
    url: simulator.url,
    clock: scaled,
  });
  return {
    actions: client.actions,
    clock: scaled,
    place: (action) => onSimulatedNetwork(action, simulator),
    close: async () => {
      await client.close();
      await simulator.close();
    },
  };
}
