import type { RunStatus } from '../core/run/state.ts';

/** What the process says at its end. */
export const exitCode = {
  /** The run succeeded, or the command did what it was asked. */
  succeeded: 0,
  /** The run failed, or was taken back because it did; or the command could not do what it was asked. */
  failed: 1,
  /** The workflow or the command line is wrong: nothing was started. */
  usage: 2,
  /** An operator has to finish what the run could not. */
  needsOperator: 3,
  /** The run was cancelled. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** With what a process ends that carried out a run. */
export function codeOf(status: RunStatus): ExitCode {
  switch (status) {
    case 'succeeded':
      return exitCode.succeeded;
    case 'cancelled':
      return exitCode.cancelled;
    case 'needs-operator':
      return exitCode.needsOperator;
    default:
      return exitCode.failed;
  }
}
