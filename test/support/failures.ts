import type { Failure } from '../../src/core/run/failure.ts';

/** One failure of each kind that a call can end with. */
export const failures = {
  rejected: { kind: 'rejected', message: 'no' },
  throttled: { kind: 'throttled', message: 'come back later', retryAfterMs: null },
  refused: { kind: 'refused', message: 'no connection' },
  cut: { kind: 'cut', message: 'the connection broke' },
  badAnswer: { kind: 'bad-answer', message: 'this is HTML', status: 502, retryAfterMs: null },
  attemptTimeout: { kind: 'attempt-timeout', message: 'no answer within 30s', limitMs: 30_000 },
  invalidValue: { kind: 'invalid-value', message: 'it does not fit' },
  command: { kind: 'command', message: 'exit code 1', exitCode: 1, signal: null },
  assertion: { kind: 'assertion', message: 'the condition is false' },
  childRun: { kind: 'child-run', message: 'the run x failed', run: 'x' },
  cancelled: { kind: 'cancelled', message: 'the run was cancelled' },
  internal: { kind: 'internal', message: 'a bug' },
} as const satisfies Record<string, Failure>;
