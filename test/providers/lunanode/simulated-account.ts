import type { Json, JsonObject } from '../../../src/core/json.ts';
import { isJsonObject } from '../../../src/core/json.ts';
import { compileExpression } from '../../../src/core/expression/expression.ts';
import { ActionError } from '../../../src/engine/action.ts';
import { catalogue } from '../../../src/providers/lunanode/catalogue/catalogue.ts';
import { LunaNodeClient } from '../../../src/providers/lunanode/client.ts';
import { demoAccount } from '../../../src/providers/lunanode/simulator/demo-account.ts';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/providers/lunanode/simulator/simulator.ts';
import type { WorldSnapshot } from '../../../src/providers/lunanode/simulator/world/world-snapshot.ts';
import { StandingClock } from './standing-clock.ts';

/** The provider's own client, with an account in a simulated cloud. */
export class SimulatedAccount implements AsyncDisposable {
  readonly clock: StandingClock;
  readonly simulator: Simulator;
  readonly #client: LunaNodeClient;

  constructor(clock: StandingClock, simulator: Simulator) {
    this.clock = clock;
    this.simulator = simulator;
    this.#client = new LunaNodeClient({ ...demoAccount, url: simulator.url, clock });
  }

  /** What an action answers; rejects with an {@link ActionError}. */
  async perform(name: string, input: JsonObject = {}): Promise<JsonObject> {
    const endpoint = catalogue.get(name);
    if (endpoint === undefined) throw new Error(`there is no ${name}`);
    const { signal } = new AbortController();
    return this.#client.call(endpoint, input, { signal, begin: () => undefined });
  }

  /** Why the API rejects a call; `null` when it does not. */
  async rejection(name: string, input: JsonObject = {}): Promise<string | null> {
    try {
      await this.perform(name, input);
      return null;
    } catch (error) {
      if (error instanceof ActionError && error.failure.kind === 'rejected') return error.message;
      throw error;
    }
  }

  /** A field of an answer, as text. */
  async idOf(name: string, input: JsonObject, field: string): Promise<string> {
    const id = (await this.perform(name, input))[field];
    if (typeof id !== 'string') throw new Error(`${name} answers no ${field}`);
    return id;
  }

  /** The id of the only thing in a list of things by id. */
  async onlyId(list: string, input: JsonObject, field: string): Promise<string> {
    const [[id] = []] = Object.entries((await this.perform(list, input))[field] ?? {});
    if (id === undefined) throw new Error(`${list} has nothing`);
    return id;
  }

  advance(seconds: number): void {
    this.clock.set(this.clock.now() + seconds * 1000);
  }

  /** What the account has, without what it has paid. */
  get things(): Omit<WorldSnapshot, 'credit'> {
    const { credit: _credit, ...things } = this.simulator.snapshot();
    return things;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
    await this.simulator.close();
  }
}

export async function simulatedAccount(
  options: Partial<SimulatorOptions> = {},
): Promise<SimulatedAccount> {
  const clock = new StandingClock();
  const simulator = await startSimulator({ clock, accounts: [demoAccount], ...options });
  return new SimulatedAccount(clock, simulator);
}

/** The value of an expression of the catalogue. */
export function valueOf(text: string, values: { readonly [name: string]: Json }): Json {
  const compiled = compileExpression(text);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  return compiled.expression.evaluate({
    contexts: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    step: () => undefined,
    status: { success: true, failure: false, cancelled: false },
    now: 0,
  });
}

/** Parameters that are given as expressions. */
export function parametersOf(
  given: Readonly<Record<string, string>>,
  values: { readonly [name: string]: Json },
): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, valueOf(text, values)]),
  );
}

/** The maps of a list. */
export function mapsOf(value: Json): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new Error('not a list');
  return value.filter((each: Json) => isJsonObject(each));
}
