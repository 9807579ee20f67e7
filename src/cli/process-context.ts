import { fstatSync, writeSync } from 'node:fs';
import type { Journal } from '../engine/journal.ts';
import { systemClock } from '../engine/system-clock.ts';
import { Cancelled } from './command.ts';
import type { CliContext, Output } from './context.ts';
import { exitCode } from './exit-code.ts';
import { foldText } from './render/text-width.ts';
import { version } from './version.ts';

/** The context of a real process. */
export function processContext(): CliContext {
  const stderr = output('stderr', 2, () => undefined);
  return {
    stdout: output('stdout', 1, (error) => tellLoss(error, stderr)),
    stderr,
    env: process.env,
    clock: systemClock,
    cwd: process.cwd(),
    onInterrupt(handler) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, handler);
      return () => {
        for (const signal of signals) process.off(signal, handler);
      };
    },
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY ? ask : undefined;
    },
    openJournal: openUsersJournal,
    leave: (code) => process.exit(code),
  };
}

/** Loaded only for a command that needs it. */
async function openUsersJournal(): Promise<Journal> {
  const [{ hostname }, { openSqliteJournal }, { systemProcesses }, { stateFolder }] =
    await Promise.all([
      import('node:os'),
      import('../store/sqlite-journal.ts'),
      import('../store/sqlite/processes.ts'),
      import('../store/state-folder.ts'),
    ]);
  return openSqliteJournal({
    folder: stateFolder(process.env, process.platform),
    program: version(),
    clock: systemClock,
    host: hostname(),
    pid: process.pid,
    processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
  });
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(folded(question, process.stderr.columns || 80));
  } catch (error) {
    if (!hasCode(error, 'ABORT_ERR')) throw error;
    // Ctrl-C or Ctrl-D: the cursor still stands behind the question.
    process.stderr.write('\n');
    throw new Cancelled('nothing was done');
  } finally {
    lines.close();
  }
}

/** The blank at the end of a question stays: the answer is typed behind it. */
function folded(question: string, columns: number): string {
  const lines = question.trimEnd().split('\n');
  return `${lines.flatMap((line) => foldText(line, columns)).join('\n')} `;
}

/** A disk that is full is no reason to stop a run that somebody pays for. */
function tellLoss(error: Error, stderr: Output): void {
  stderr.write(
    `perilune: not everything can be written to stdout (${error.message}); the rest goes on\n`,
  );
  process.once('exit', (code) => {
    if (code === exitCode.succeeded) process.exitCode = exitCode.failed;
  });
}

/**
 * An output of the process. Node has a stream for it, which takes longer to open than a small file to
 * check; so only a terminal gets one, and whoever cannot take a text at once.
 *
 * @param onLoss Told once, when nothing more can be written; unless whoever reads has stopped
 *   reading (`| head`), which is no failure of ours.
 */
function output(
  name: 'stdout' | 'stderr',
  descriptor: number,
  onLoss: (error: Error) => void,
): Output {
  const mayBeTerminal = fstatSync(descriptor).isCharacterDevice();
  let opened: NodeJS.WriteStream | undefined;
  let isLost = false;
  function lose(error: Error): void {
    if (isLost) return;
    isLost = true;
    if (!hasCode(error, 'EPIPE')) onLoss(error);
  }
  const stream = () => (opened ??= process[name].on('error', lose));
  return {
    write(text) {
      if (isLost) return;
      const isDirect = !mayBeTerminal && opened === undefined;
      const rest = isDirect ? writeNow(descriptor, Buffer.from(text), lose) : text;
      if (rest.length > 0) stream().write(rest);
    },
    get isTerminal() {
      return mayBeTerminal && stream().isTTY;
    },
    get columns() {
      return stream().columns || 80;
    },
    get rows() {
      return stream().rows || 24;
    },
  };
}

/** Writes as much as the other side takes, and returns what it may take later. */
function writeNow(descriptor: number, bytes: Buffer, lose: (error: Error) => void): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    return rest;
  } catch (error) {
    if (hasCode(error, 'EAGAIN')) return rest;
    if (!(error instanceof Error)) throw error;
    lose(error);
    return Buffer.alloc(0);
  }
}

function hasCode(error: unknown, code: 'EPIPE' | 'EAGAIN' | 'ABORT_ERR'): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
