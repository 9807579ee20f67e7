import type { GroupCommit } from './group-commit.ts';
import { heartbeatMs } from './liveness.ts';
import type { Ownership, Tenure } from './ownership.ts';
import type { Ticker } from './ticker.ts';

/** Says again and again that the writers of this process are there: one transaction for all of them. */
export interface Heartbeat {
  /** From now on, until the result is called or the writer is replaced, which is told then. */
  begin(tenure: Tenure, onReplaced: () => void): () => void;
}

export function createHeartbeat(
  ticker: Ticker,
  commits: GroupCommit,
  ownership: Ownership,
): Heartbeat {
  const tenures = new Map<Tenure, () => void>();
  let stop: (() => void) | null = null;

  function end(tenure: Tenure): void {
    tenures.delete(tenure);
    if (tenures.size > 0) return;
    stop?.();
    stop = null;
  }

  function beat(): void {
    for (const [tenure, onReplaced] of tenures) {
      commits
        .submit(() => ownership.beat(tenure))
        .then((isCurrent) => {
          if (isCurrent || !tenures.has(tenure)) return;
          end(tenure);
          onReplaced();
        })
        .catch(() => {
          // It is not heard this time. Appending says what is wrong.
        });
    }
  }

  return {
    begin: (tenure, onReplaced) => {
      tenures.set(tenure, onReplaced);
      stop ??= ticker.every(heartbeatMs, beat);
      return () => end(tenure);
    },
  };
}
