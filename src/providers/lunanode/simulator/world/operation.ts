import type { Vm, VmStatus } from './records.ts';
import type { World } from './world.ts';

/**
 * How what a call has begun goes on: as it should, never to the end, into the state `error`, or
 * (images) into `killed`.
 */
export type Outcome = 'normal' | 'stuck' | 'error' | 'killed';

/** A stretch of time in which a VM shows one task, and one status when that changes, too. */
export interface Stage {
  readonly task: string;
  readonly lastsMs: number;
  readonly status?: VmStatus;
  /** Happens when the stage begins. */
  readonly effect?: () => void;
}

export interface Operation {
  readonly stages: readonly Stage[];
  /** Status that the VM ends in. */
  readonly ends: VmStatus;
  /** Happens at the end. */
  readonly effect?: () => void;
}

/**
 * Begins something that a VM goes through in stages. A later operation overtakes an earlier one:
 * what is left of that does not happen.
 */
export function begin(world: World, vm: Vm, operation: Operation, outcome: Outcome): void {
  vm.operation += 1;
  enterStage({ world, vm, operation, outcome, token: vm.operation }, 0);
}

interface Running {
  readonly world: World;
  readonly vm: Vm;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly token: number;
}

function enterStage(running: Running, index: number): void {
  const { world, vm, operation, outcome, token } = running;
  if (vm.operation !== token) return;
  const stage = operation.stages[index];
  if (stage === undefined) {
    end(running);
    return;
  }
  vm.task = stage.task;
  if (stage.status !== undefined) vm.status = stage.status;
  stage.effect?.();
  if (outcome !== 'stuck') world.after(stage.lastsMs, () => enterStage(running, index + 1));
}

function end({ vm, operation, outcome }: Running): void {
  vm.task = '';
  if (outcome === 'error') {
    vm.status = 'error';
    vm.deleting = false;
    vm.errorDetail = 'No valid host was found. There are not enough hosts available.';
    return;
  }
  vm.status = operation.ends;
  operation.effect?.();
}
