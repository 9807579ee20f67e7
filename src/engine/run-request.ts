import type { Instant } from '../core/duration.ts';
import type { RunInfo } from '../core/run/event.ts';
import type { RunState } from '../core/run/state.ts';
import type { Plan } from '../core/workflow/plan.ts';
import type { Continuation } from './go-on.ts';
import type { RunPorts } from './run-ports.ts';

export interface RunRequest {
  readonly plan: Plan;
  readonly id: string;
  readonly scheduledAt?: Instant;
  readonly parent?: RunInfo['parent'];
  /** Aborted to cancel the run. */
  readonly cancelled: AbortSignal;
}

export interface ResumeRequest extends RunRequest {
  readonly how: Continuation;
  /** Also when another process can still be heard that writes the run: it is shut out. */
  readonly evenIfAlive?: boolean;
}

/** How runs are begun and gone on with: what a run does with the runs that are its steps. */
export interface Runs {
  run(request: RunRequest, ports: RunPorts): Promise<RunState>;
  resume(request: ResumeRequest, ports: RunPorts): Promise<RunState>;
  /** `null` when there is no run with this id. */
  stateOf(plan: Plan, id: string, ports: RunPorts): Promise<RunState | null>;
}
