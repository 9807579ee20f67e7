import type { Instant } from '../../../../core/duration.ts';
import type { JsonObject } from '../../../../core/json.ts';
import { SeededGenerator } from '../seeded-generator.ts';
import { Agenda } from './agenda.ts';
import { hourlyCharge } from './charges.ts';
import { IdSequence, type IdKind } from './id-sequence.ts';
import { CloudState } from './state.ts';

export interface WorldOptions {
  /** API IDs. */
  readonly accounts: readonly string[];
  /** What each account has at first, in US dollars. */
  readonly credit: number;
  readonly randomSeed: number;
  readonly startedAt: Instant;
  /** How old the copy that `vm/list` answers from may become, in milliseconds. */
  readonly listCacheMs: number;
  /** What the API answers when a thing already is as it should be; nobody has recorded it. */
  readonly repeats: 'accepted' | 'refused';
}

interface Account {
  credit: number;
  /** US dollars per hour, or `null` when something changed since it was last worked out. */
  rate: number | null;
}

/** The rows of `vm/list` by VM, as they were when they were last looked at. */
export interface ListCopy {
  readonly takenAt: Instant;
  readonly rows: ReadonlyMap<string, JsonObject>;
}

const msPerHour = 3_600_000;

/**
 * The simulated cloud: what exists, and the time in it. Nothing in it runs by itself: time moves
 * only by {@link advanceTo}, which lets everything happen that was due by then, in its order.
 */
export class World {
  readonly options: WorldOptions;
  readonly state = new CloudState();
  readonly random: SeededGenerator;
  /** Addresses that were given up: nobody gets them again, so that a lost one is seen to be lost. */
  readonly retiredAddresses = new Set<string>();
  /** By API ID. */
  readonly listCopies = new Map<string, ListCopy>();
  readonly #ids: IdSequence;
  readonly #agenda = new Agenda();
  readonly #accounts: ReadonlyMap<string, Account>;
  #now: Instant;
  #isInconsequential = false;

  constructor(options: WorldOptions) {
    this.options = options;
    this.random = new SeededGenerator(options.randomSeed);
    this.#ids = new IdSequence(this.random);
    this.#now = options.startedAt;
    this.#accounts = new Map(
      options.accounts.map((apiId) => [apiId, { credit: options.credit, rate: null }]),
    );
  }

  get now(): Instant {
    return this.#now;
  }

  nextId(kind: IdKind): string {
    return this.#ids.next(kind);
  }

  /** Lets `run` happen `ms` milliseconds from now. */
  after(ms: number, run: () => void): void {
    if (!this.#isInconsequential) this.#agenda.add(this.#now + ms, run);
  }

  /** What `act` lets happen later does not happen. */
  withoutConsequences<Result>(act: () => Result): Result {
    this.#isInconsequential = true;
    try {
      return act();
    } finally {
      this.#isInconsequential = false;
    }
  }

  /** Moves time on; a clock that goes backwards is taken to stand still. */
  advanceTo(now: Instant): void {
    for (let due = this.#agenda.takeDue(now); due !== undefined; due = this.#agenda.takeDue(now)) {
      this.#charge(due.at);
      due.run();
      this.chargesChanged();
    }
    this.#charge(now);
  }

  /** To be called after everything that may change what somebody pays. */
  chargesChanged(): void {
    for (const account of this.#accounts.values()) account.rate = null;
  }

  /** US dollars that an account has left. */
  creditOf(apiId: string): number {
    return this.#accounts.get(apiId)?.credit ?? 0;
  }

  #charge(until: Instant): void {
    if (until <= this.#now) return;
    const hours = (until - this.#now) / msPerHour;
    for (const [apiId, account] of this.#accounts) {
      account.rate ??= hourlyCharge(this.state, apiId);
      account.credit -= account.rate * hours;
    }
    this.#now = until;
  }
}
