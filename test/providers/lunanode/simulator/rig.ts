import { expect } from 'vitest';

import type { SimulatorAccount } from '../../../../src/providers/lunanode/simulator/demo-account.ts';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../../src/providers/lunanode/simulator/simulator.ts';
import type { Answer, VmInfo } from './answer.ts';
import { ManualClock } from './manual-clock.ts';
import { plainRequest, post, sign } from './signed-request.ts';

export const alice: SimulatorAccount = {
  apiId: 'abcdefghijklmnop',
  apiKey: '0123456789abcdef'.repeat(8),
};
export const bob: SimulatorAccount = {
  apiId: 'bobbobbobbobbobb',
  apiKey: 'fedcba9876543210'.repeat(8),
};

type Parameters = Readonly<Record<string, unknown>>;

/** A simulated cloud, its clock, and a client that signs in its own way. */
export class Rig implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly simulator: Simulator;
  readonly #nonces = new Map<string, number>();

  constructor(clock: ManualClock, simulator: Simulator) {
    this.clock = clock;
    this.simulator = simulator;
  }

  /** The answer, whatever it is. */
  async call(action: string, parameters: Parameters = {}, account = alice): Promise<Answer> {
    const nonce = this.#nonce(account);
    const req = plainRequest(account, parameters);
    return post({
      url: this.simulator.url,
      action,
      fields: [
        ['req', req],
        ['signature', sign(account.apiKey, `${action}/`, req, nonce)],
        ['nonce', nonce],
      ],
    });
  }

  /** The answer of a call that must be accepted. */
  async ok(action: string, parameters: Parameters = {}, account = alice): Promise<Answer> {
    const answer = await this.call(action, parameters, account);
    expect(answer).toMatchObject({ success: 'yes' });
    return answer;
  }

  /** The error of a call that must be refused. */
  async refused(action: string, parameters: Parameters = {}, account = alice): Promise<string> {
    const answer = await this.call(action, parameters, account);
    expect(answer).toEqual({ success: 'no', error: expect.any(String) });
    return answer.error;
  }

  async info(vm_id: string): Promise<VmInfo> {
    return (await this.ok('vm/info', { vm_id })).info;
  }

  /** A new VM that is up, and its id. */
  async activeVm(parameters: Parameters = {}): Promise<string> {
    const { vm_id } = await this.ok('vm/create', {
      hostname: 'web',
      plan_id: 'm.2',
      image_id: '362401',
      ...parameters,
    });
    this.clock.advance(15);
    return vm_id;
  }

  /** The one floating address of a VM. */
  async floatingIp(vm_id: string): Promise<string> {
    return (await this.info(vm_id)).ip;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.close();
  }

  #nonce({ apiId }: SimulatorAccount): string {
    const last = this.#nonces.get(apiId) ?? 0;
    const nonce = Math.max(Math.floor(this.clock.now() / 1000), last + 1);
    this.#nonces.set(apiId, nonce);
    return String(nonce);
  }
}

/** Starts a cloud for Alice and Bob, in which many calls may be made within one second. */
export async function startRig(options: Partial<SimulatorOptions> = {}): Promise<Rig> {
  const clock = new ManualClock();
  const simulator = await startSimulator({
    clock,
    accounts: [alice, bob],
    nonce: { windowSeconds: 100_000 },
    ...options,
  });
  return new Rig(clock, simulator);
}
