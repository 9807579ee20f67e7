import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** Another process with the journal of a folder; see `journal-commands.ts` for what it can be told. */
export interface JournalProcess {
  readonly pid: number;
  /** Tells it to do something, and waits for its answer. */
  tell(command: string): Promise<string>;
  /** Tells it without waiting. */
  send(command: string): void;
  /** Its next answer; rejects when it ends first. */
  answer(): Promise<string>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it as a lost battery would, and waits until it is gone; what it still said. */
  kill(): Promise<readonly string[]>;
}

/** @param options.blocks Largest size of a file that it may write, in blocks of 1024 bytes. */
export async function startJournalProcess(
  folder: string,
  options: { readonly blocks?: number } = {},
): Promise<JournalProcess> {
  const script = join(import.meta.dirname, 'journal-commands.ts');
  const own = [process.execPath, '--disable-warning=ExperimentalWarning', script, folder];
  const limited = ['bash', '-c', `ulimit -f ${options.blocks}; exec "$@"`, 'bash', ...own];
  const [program = '', ...rest] = options.blocks === undefined ? own : limited;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const control = controlOf(child, lines, ended);
  if ((await control.answer()) !== 'ready') throw new Error('it is not ready');
  return control;
}

function controlOf(
  child: ChildProcess,
  lines: AsyncIterator<string>,
  ended: Promise<void>,
): JournalProcess {
  async function answer(): Promise<string> {
    const { done, value } = await lines.next();
    if (done === true) throw new Error('the process has ended');
    return value;
  }

  function send(command: string): void {
    child.stdin?.write(`${command}\n`);
  }

  return {
    pid: child.pid ?? 0,
    answer,
    send,
    tell: (command) => {
      send(command);
      return answer();
    },
    signal: (signal) => {
      child.kill(signal);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      const said: string[] = [];
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
        said.push(next.value);
      }
      return said;
    },
  };
}
