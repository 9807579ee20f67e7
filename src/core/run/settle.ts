import type { Task } from '../workflow/workflow.ts';
import type { Failure } from './failure.ts';

/**
 * How it is found out what became of an act.
 *
 * - `repeat`: not at all; once more does no harm.
 * - `look`: by looking.
 * - `nobody`: only a person can.
 *
 * After a rejection of a repeated act only a look tells whether the first one had its effect.
 */
export type SettleMode = 'repeat' | 'look' | 'nobody';

export function settleMode(task: Task, failure: Failure | null): SettleMode {
  const { settle } = task;
  const isHarmless = ['read', 'convergent', 'destroy'].includes(task.class);
  if (settle?.kind === 'see' && (!isHarmless || failure?.kind === 'rejected')) return 'look';
  if (settle?.kind === 'find' && task.class === 'create') return 'look';
  if (isHarmless || settle?.kind === 'repeat') return 'repeat';
  // What a command does a second time is known to its author, who asked for it.
  const isAllowed = task.action.provider === 'builtin' && task.retry.isExplicit;
  return isAllowed ? 'repeat' : 'nobody';
}
