import type { Clock } from '../../../engine/clock.ts';
import { page, type Reply } from './responder.ts';
import type { World } from './world/world.ts';

/**
 * The VMs themselves, as far as anybody sees them from outside: one that runs answers HTTP on its
 * floating address, one that does not is silent. This is not part of the API; it stands in for the
 * network, at `/vm/ADDRESS/…` of the simulator's server.
 */
export class Machines {
  readonly #world: World;
  readonly #clock: Clock;

  constructor(world: World, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
  }

  /** Whether a VM runs behind a floating address. */
  isUp(ip: string): boolean {
    this.#world.advanceTo(this.#clock.now());
    const { floating, vms } = this.#world.state;
    const target = floating.get(ip)?.attachedTo;
    const vm = target?.type === 'vm' ? vms.get(target.vm) : undefined;
    return vm?.status === 'active' && vm.task === '';
  }

  /** What a request to a floating address brings: a page, or a connection that breaks. */
  respond(ip: string): Reply {
    return this.isUp(ip) ? page(200, `Simulated VM at ${ip}`) : { kind: 'cut' };
  }
}
