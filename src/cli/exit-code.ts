/** What the process says at its end. */
export const exitCode = {
  /** The run succeeded, or the command did what it was asked. */
  succeeded: 0,
  /** The run failed. */
  failed: 1,
  /** The workflow or the command line is wrong: nothing was started. */
  usage: 2,
  /** An operator has to finish what the run could not. */
  needsOperator: 3,
  /** The run was cancelled. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
