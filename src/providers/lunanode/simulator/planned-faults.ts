import { canHappen, faultName } from './fault-kinds.ts';
import type { EffectFault, Fault, FaultName, FaultPlan } from './fault-plan.ts';
import type { Outcome } from './world/operation.ts';

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

  /** Whether a fault of this kind can still be met. */
  expects(name: FaultName): boolean {
    return this.#pending.some(
      ({ fault, calls }) =>
        faultName(fault) === name && (fault.nth === 'each' || calls < (fault.nth ?? 1)),
    );
  }

  /** Counts a call of an action and gives the fault that it meets. */
  meet(action: string): Fault | null {
    const fitting = this.#pending.filter(({ fault }) => concerns(fault, action));
    for (const planned of fitting) planned.calls += 1;
    const met = fitting.find(({ fault: { nth = 1 }, calls }) => nth === 'each' || nth === calls);
    return met?.fault ?? null;
  }
}

/** A fault of every action is one of those to which it can happen. */
function concerns(fault: Fault, action: string): boolean {
  return fault.action === '*' ? canHappen(faultName(fault), action) : fault.action === action;
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
