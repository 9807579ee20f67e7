import { readFileSync } from 'node:fs';

/** The processes of this machine. */
export interface Processes {
  /**
   * What tells a process from a later one that got the same id; `null` when no process has this id,
   * or only one that has ended and was not reaped yet.
   */
  markOf(pid: number): string | null;
}

/**
 * The processes that the operating system knows. Where there is a `/proc` as on Linux, the moment a
 * process was started tells it from others; elsewhere only the id does.
 *
 * @param kill The process's own; it is only ever asked with signal 0, which does nothing.
 */
export function systemProcesses(kill: (pid: number, signal: 0) => unknown): Processes {
  const hasProc = statOf('self') !== null;
  return {
    markOf: (pid) => {
      if (hasProc) return startMark(statOf(pid));
      return exists(pid, kill) ? 'exists' : null;
    },
  };
}

function statOf(pid: number | 'self'): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
}

/**
 * The moment a process was started, in ticks since the machine was: field 22 of proc(5). Fields are
 * counted from the last `)`, as the name before it can hold anything.
 */
function startMark(stat: string | null): string | null {
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const hasEnded = state === 'Z' || state === 'X';
  return hasEnded ? null : (fields[19] ?? null);
}

function exists(pid: number, kill: (pid: number, signal: 0) => unknown): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
