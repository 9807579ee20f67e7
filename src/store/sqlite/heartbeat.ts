import type { GroupCommit } from './group-commit.ts';
import { heartbeatMs } from './liveness.ts';
import type { Ownership, Tenure } from './ownership.ts';
import type { Ticker } from './ticker.ts';

/** Says again and again that the writers of this process are there: one transaction for all of them. */
export interface Heartbeat {
  /** From now on, until the result is called or the writer is replaced. */
  begin(tenure: Tenure): () => void;
}

export function createHeartbeat(
  ticker: Ticker,
  commits: GroupCommit,
  ownership: Ownership,
): Heartbeat {
  const tenures = new Set<Tenure>();
  let stop: (() => void) | null = null;

  function end(tenure: Tenure): void {
    tenures.delete(tenure);
    if (tenures.size > 0) return;
    stop?.();
    stop = null;
  }

  function beat(): void {
    for (const tenure of tenures) {
      commits
        .submit(() => ownership.beat(tenure))
        .then((isCurrent) => {
          if (!isCurrent) end(tenure);
        })
        .catch(() => {
          // It is not heard this time. Appending says what is wrong.
        });
    }
  }

  return {
    begin: (tenure) => {
      tenures.add(tenure);
      stop ??= ticker.every(heartbeatMs, beat);
      return () => end(tenure);
    },
  };
}
