import type { JsonObject } from '../../../core/json.ts';
import type { Action } from '../../../engine/action.ts';
import { isHostOf, parseIpv4, parseSubnet } from './ipv4.ts';
import type { Simulator } from './simulator.ts';
import { floatingSubnets } from './world/regions.ts';

/** Where simulated machines answer, and which of them are up. */
export type Network = Pick<Simulator, 'port' | 'isUp'>;

/**
 * Leads actions that reach for the address of a simulated VM to the simulator, and leaves all others
 * as they are: a rehearsal must not knock at strange doors.
 */
export function onSimulatedNetwork(action: Action, simulator: Network): Action {
  switch (action.spec.name) {
    case 'http/request':
      return {
        ...action,
        run: (input, context) => action.run(redirected(input, simulator), context),
      };
    case 'tcp/wait':
      return {
        ...action,
        run: (input, context) => waitForMachine(action, simulator, { input, context }),
      };
    default:
      return action;
  }
}

function redirected(input: JsonObject, { port }: Network): JsonObject {
  const url = typeof input['url'] === 'string' ? URL.parse(input['url']) : null;
  if (url === null || !isSimulated(url.hostname)) return input;
  return {
    ...input,
    url: `http://127.0.0.1:${port}/vm/${url.hostname}${url.pathname}${url.search}`,
  };
}

type Run = { readonly input: JsonObject; readonly context: Parameters<Action['run']>[1] };

async function waitForMachine(
  action: Action,
  simulator: Network,
  { input, context }: Run,
): Promise<JsonObject> {
  const host = input['host'];
  if (typeof host !== 'string' || !isSimulated(host)) return action.run(input, context);
  const { clock, signal } = context;
  const startedAt = clock.now();
  while (!simulator.isUp(host)) await clock.sleepUntil(clock.now() + 1000, signal);
  return { host, port: input['port'] ?? 0, waited_ms: clock.now() - startedAt };
}

/** Whether an address is one that only simulated VMs have. */
export function isSimulated(host: string): boolean {
  const address = parseIpv4(host);
  if (address === null) return false;
  return Object.values(floatingSubnets).some((text) => {
    const subnet = parseSubnet(text);
    return subnet !== null && isHostOf(subnet, address);
  });
}
