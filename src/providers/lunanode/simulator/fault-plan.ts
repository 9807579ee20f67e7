import type { Outcome } from './world/operation.ts';

/** A fault to inject: at which calls, and what happens. */
export type Fault = FaultPlace & FaultKind;

/** Faults in the order in which they are looked at: the first that fits a call is the one. */
export type FaultPlan = readonly Fault[];

export interface FaultPlace {
  /** `category/action`, or `*` for every action. */
  readonly action: string;
  /** Which of the calls since the fault was planned, from 1; the first when left out. */
  readonly nth?: number | 'each';
}

export type FaultKind =
  | { readonly fault: EffectFault | CutFault | 'nonce-refused' }
  /** An answer that is not the API's; `afterEffect` tells whether the call has its effect. */
  | { readonly fault: 'status-500' | 'html'; readonly afterEffect?: boolean }
  | { readonly fault: 'status-429'; readonly retryAfterSeconds?: number }
  /** The effect comes at once, the answer later, in simulated time. */
  | { readonly fault: 'slow'; readonly ms: number }
  /** The API says no, in these words. */
  | { readonly fault: { readonly reject: string } };

/**
 * Where the connection breaks: before anything is read, after the request but before its effect, or
 * after the effect but before the answer.
 */
export type CutFault = 'refuse' | 'cut-before' | 'cut-after';

/** What is begun never ends, or ends badly; the call itself succeeds. */
export type EffectFault = 'stuck-building' | 'error-state' | 'image-killed';

/** The faults that are still planned. */
export class PlannedFaults {
  #pending: { readonly fault: Fault; calls: number }[];

  constructor(plan: FaultPlan) {
    this.#pending = plan.map((fault) => ({ fault, calls: 0 }));
  }

  add(fault: Fault): void {
    this.#pending.push({ fault, calls: 0 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** Counts a call of an action and gives the fault that it meets. */
  meet(action: string): Fault | null {
    const fitting = this.#pending.filter(
      ({ fault }) => fault.action === action || fault.action === '*',
    );
    for (const planned of fitting) planned.calls += 1;
    const met = fitting.find(({ fault: { nth = 1 }, calls }) => nth === 'each' || nth === calls);
    return met?.fault ?? null;
  }
}

const outcomes: Readonly<Record<EffectFault, Outcome>> = {
  'stuck-building': 'stuck',
  'error-state': 'error',
  'image-killed': 'killed',
};

/** How what a call begins goes on under a fault. */
export function outcomeUnder(fault: Fault | null): Outcome {
  const kind = fault?.fault;
  if (kind === 'stuck-building' || kind === 'error-state' || kind === 'image-killed') {
    return outcomes[kind];
  }
  return 'normal';
}

/** A fault in one word, for the log. */
export function faultName({ fault }: Fault): string {
  return typeof fault === 'string' ? fault : 'reject';
}
