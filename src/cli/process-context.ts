import { fstatSync, writeSync } from 'node:fs';
import type { Journal } from '../engine/journal.ts';
import { systemClock } from '../engine/system-clock.ts';
import type { CliContext, Output } from './context.ts';
import { version } from './version.ts';

/** The context of a real process. */
export function processContext(): CliContext {
  return {
    stdout: output('stdout', 1),
    stderr: output('stderr', 2),
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
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/**
 * An output of the process. Node has a stream for it, which takes longer to open than a small file to
 * check; so only a terminal gets one, and whoever cannot take a text at once.
 */
function output(name: 'stdout' | 'stderr', descriptor: number): Output {
  const mayBeTerminal = fstatSync(descriptor).isCharacterDevice();
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => (opened ??= open(name));
  return {
    write(text) {
      const isDirect = !mayBeTerminal && opened === undefined;
      const rest = isDirect ? writeNow(descriptor, Buffer.from(text)) : text;
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

/** Writes as much as the other side takes, and returns what is left. */
function writeNow(descriptor: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (hasCode(error, 'EPIPE')) return Buffer.alloc(0);
    if (!hasCode(error, 'EAGAIN')) throw error;
  }
  return rest;
}

function open(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  stream.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
  });
  return stream;
}

/** `EPIPE`: whoever reads us may stop reading (`| head`), and that is no failure of ours. */
function hasCode(error: unknown, code: 'EPIPE' | 'EAGAIN'): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
