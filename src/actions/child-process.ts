import { stat } from 'node:fs/promises';
import { setTimeout as nap } from 'node:timers/promises';

import { execa } from 'execa';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What it reads, or `null` for nothing. */
  readonly stdin: string | null;
  readonly signal: AbortSignal;
  /** How long it may take to stop when asked to, before it is killed. */
  readonly killGraceMs: number;
}

/** How a command ended. */
export type CommandEnd =
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'killed'; readonly signal: string; readonly stderr: string }
  | { readonly kind: 'too-much-output'; readonly limit: number }
  | { readonly kind: 'no-folder'; readonly message: string }
  | { readonly kind: 'not-started'; readonly message: string };

/** Characters that each of its two outputs may have. */
const outputLimit = 10 * 1024 * 1024;

/**
 * Runs a command to its end.
 *
 * When the signal is aborted, the command and its descendants get SIGTERM and, after a grace, SIGKILL;
 * then, with none of them left, this rejects with the signal's reason. (A descendant that made itself
 * the leader of a session of its own is out of reach.)
 */
export async function runCommand(command: Command): Promise<CommandEnd> {
  const { cwd, signal, killGraceMs } = command;
  signal.throwIfAborted();
  if (!(await isFolder(cwd))) return { kind: 'no-folder', message: `there is no folder ${cwd}` };
  const child = start(command);
  const result = await child;
  if (result.isCanceled || result.isMaxBuffer) await killStragglers(child, killGraceMs);
  if (result.isCanceled) signal.throwIfAborted();
  if (result.isMaxBuffer) return { kind: 'too-much-output', limit: outputLimit };
  const { exitCode, stdout, stderr } = result;
  if (exitCode !== undefined) return { kind: 'exited', exitCode, stdout, stderr };
  if (result.signal !== undefined) return { kind: 'killed', signal: result.signal, stderr };
  return { kind: 'not-started', message: whyNotStarted(result.code, result.originalMessage) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function start({ file, args, cwd, env, stdin, signal, killGraceMs }: Command) {
  return execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    ...(stdin === null ? ({ stdin: 'ignore' } as const) : { input: stdin }),
    maxBuffer: outputLimit,
    cancelSignal: signal,
    killDescendants: true,
    forceKillAfterDelay: killGraceMs,
    reject: false,
  });
}

/**
 * The command itself is gone, but what it started may have outlived it, as it does when a shell ends
 * at once and its children take their time. All of them are one process group. (One that is dead but
 * not yet reaped seems to live; so at worst this takes the whole grace.)
 */
async function killStragglers(
  group: { kill(signal: number | 'SIGKILL'): boolean },
  graceMs: number,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < graceMs && group.kill(0); waitedMs += lookEveryMs) {
    await nap(lookEveryMs);
  }
  if (group.kill(0)) group.kill('SIGKILL');
}

/** How often to see whether a process group is gone. */
const lookEveryMs = 20;

function whyNotStarted(code: string | undefined, message: string | undefined): string {
  switch (code) {
    case 'ENOENT':
      return 'the command was not found';
    case 'EACCES':
      return 'it may not be executed';
    case 'E2BIG':
      return 'its arguments and environment are too long';
    default:
      return message ?? 'for an unknown reason';
  }
}
