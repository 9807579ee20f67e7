import type { Clock } from '../../../engine/clock.ts';
import { Api } from './api.ts';
import { Authenticator } from './authentication.ts';
import type { SimulatorAccount } from './demo-account.ts';
import type { Fault, FaultPlan } from './fault-plan.ts';
import { PlannedFaults } from './planned-faults.ts';
import { HttpServer } from './http-server.ts';
import { Machines } from './machines.ts';
import type { NonceRule } from './nonce-rule.ts';
import { RequestLog, type RequestEntry } from './request-log.ts';
import { Responder } from './responder.ts';
import type { Seed } from './world/seed-options.ts';
import { addCommonThings, addSeed } from './world/seed.ts';
import { takeSnapshot, type WorldSnapshot } from './world/world-snapshot.ts';
import { World } from './world/world.ts';

export interface SimulatorOptions {
  /**
   * Time in the simulated cloud: states pass, charges accrue and slow answers wait by it. Of a
   * virtual clock whose time the clients share, the part that is made for servers.
   */
  readonly clock: Clock;
  /** Time that nonces are measured against; the same when left out. */
  readonly wallClock?: Clock;
  /** Port on 127.0.0.1; any free one for 0 or when left out. */
  readonly port?: number;
  readonly accounts: readonly [SimulatorAccount, ...SimulatorAccount[]];
  /** The strictest reading and a window of 30 s, where nothing else is said. */
  readonly nonce?: Partial<NonceRule>;
  /** What the first account has from the start. */
  readonly seed?: Seed;
  /** What further accounts have from the start, by API ID. */
  readonly seeds?: Readonly<Record<string, Seed>>;
  /** The same number gives the same ids, addresses and passwords. */
  readonly randomSeed?: number;
  /** US dollars that each account has at first; 100 when left out. */
  readonly credit?: number;
  /** How old an answer of `vm/list` may become, in seconds; 60 when left out. */
  readonly listCacheSeconds?: number;
  /** Whether a call that finds things as it would make them is accepted, as it is when left out. */
  readonly repeats?: 'accepted' | 'refused';
  readonly faults?: FaultPlan;
  /** Hears of every request, when it is settled what becomes of it. */
  readonly onRequest?: (entry: RequestEntry) => void;
}

/** A simulated cloud that is being served. */
export interface Simulator extends AsyncDisposable {
  /** What a client takes for the address of the API: `http://127.0.0.1:PORT/api/`. */
  readonly url: string;
  readonly port: number;
  /** The requests so far, oldest first. */
  readonly requests: readonly RequestEntry[];
  /** What an account has now; the first one when none is named. */
  snapshot(apiId?: string): WorldSnapshot;
  /** Whether a VM runs behind a floating address; `/vm/ADDRESS/` of the server answers then. */
  isUp(ip: string): boolean;
  /** Plans a further fault; its calls are counted from now on. */
  addFault(fault: Fault): void;
  /** Forgets every fault that was planned. */
  clearFaults(): void;
  close(): Promise<void>;
}

/** Serves a simulated cloud on loopback. Rejects when the port is taken or the seed is wrong. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clock, accounts } = options;
  const world = makeWorld(options);
  const faults = new PlannedFaults(options.faults ?? []);
  const log = new RequestLog(options.onRequest ?? (() => undefined));
  const authenticator = new Authenticator(accounts, {
    reading: 'increasing',
    windowSeconds: 30,
    ...options.nonce,
  });
  const api = new Api({ world, authenticator, clock, wallClock: options.wallClock ?? clock });
  const machines = new Machines(world, clock);
  const server = new HttpServer(new Responder({ api, clock, faults, log }), machines);
  const port = await server.listen(options.port ?? 0);
  const close = (): Promise<void> => server.close();
  return {
    url: `http://127.0.0.1:${port}/api/`,
    port,
    get requests() {
      return log.entries;
    },
    snapshot: (apiId = accounts[0].apiId) => {
      world.advanceTo(clock.now());
      return takeSnapshot(world, apiId);
    },
    isUp: (ip) => machines.isUp(ip),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function makeWorld(options: SimulatorOptions): World {
  const [first] = options.accounts;
  const world = new World({
    accounts: options.accounts.map(({ apiId }) => apiId),
    credit: options.credit ?? 100,
    randomSeed: options.randomSeed ?? 1,
    startedAt: options.clock.now(),
    listCacheMs: (options.listCacheSeconds ?? 60) * 1000,
    repeats: options.repeats ?? 'accepted',
  });
  addCommonThings(world);
  if (options.seed !== undefined) addSeed(world, first.apiId, options.seed);
  for (const [apiId, seed] of Object.entries(options.seeds ?? {})) addSeed(world, apiId, seed);
  return world;
}
