import type { RunSummary } from '../../engine/journal.ts';
import type { Tone } from '../render/paint.ts';
import { isOver } from '../../store/status-after.ts';

/** Whether a run is not over, and nobody carries it on. */
export function isInterrupted(summary: RunSummary): boolean {
  return !isOver(summary.status) && !isAtWork(summary);
}

/** Whether a process writes a run now. */
export function isAtWork({ owner }: RunSummary): boolean {
  return owner !== null && owner.isAlive;
}

/** How a run stands, in a word or two. */
export function standingWords(summary: RunSummary): string {
  return isInterrupted(summary) ? 'interrupted' : summary.status;
}

/** How that is marked. */
export function standingTone(summary: RunSummary): Tone {
  if (isInterrupted(summary)) return 'warning';
  switch (summary.status) {
    case 'succeeded':
      return 'success';
    case 'failed':
    case 'needs-operator':
      return 'error';
    case 'undone':
    case 'cancelled':
      return 'warning';
    default:
      return 'active';
  }
}
