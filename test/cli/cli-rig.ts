import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliContext, Output } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';
import type { Journal } from '../../src/engine/journal.ts';
import { hastyTicker } from '../store/sqlite/journal-rig.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { systemProcesses } from '../../src/store/sqlite/processes.ts';
import { openSqliteJournal } from '../../src/store/sqlite-journal.ts';

export interface CliRigOptions {
  /** Files of the folder that the program runs in, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdout and stderr are terminals. */
  readonly isTerminal?: boolean;
  /** What the person at the terminal answers to questions, one after the other. */
  readonly answers?: readonly string[];
}

export interface Aside {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program in this process, in a folder of its own, with virtual time. */
export class CliRig implements Disposable {
  readonly clock = new VirtualClock(Date.parse('2026-03-01T03:30:00Z'));
  readonly folder = mkdtempSync(join(tmpdir(), 'perilune-test-'));
  readonly stateFolder = join(this.folder, '.state');
  readonly left: number[] = [];
  stdout = '';
  stderr = '';
  readonly #options: CliRigOptions;
  readonly #handlers = new Set<() => void>();
  readonly #answers: string[];

  constructor(options: CliRigOptions = {}) {
    this.#options = options;
    this.#answers = [...(options.answers ?? [])];
    for (const [path, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Runs one command line; resolves with its exit code. */
  run(...words: string[]): Promise<number> {
    this.stdout = '';
    this.stderr = '';
    return main(words, this.#context(this));
  }

  /** Runs one command line while another one is at work; what it writes is not mixed with that. */
  async runAside(...words: string[]): Promise<Aside> {
    const written = { stdout: '', stderr: '' };
    const code = await main(words, this.#context(written));
    return { code, ...written };
  }

  /** As when a person presses Ctrl-C. */
  interrupt(): void {
    for (const handler of this.#handlers) handler();
  }

  /** The journal of this user, as another process would open it; whoever does closes it. */
  async openJournal(): Promise<Journal> {
    return openSqliteJournal({
      folder: this.stateFolder,
      program: '1.2.3',
      // Processes judge one another by the time of the machine, whatever the clock of a run says.
      clock: { now: () => Date.now() },
      host: hostname(),
      pid: process.pid,
      processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
      ticker: hastyTicker,
    });
  }

  #context(written: { stdout: string; stderr: string }): CliContext {
    return {
      stdout: this.#output((text) => (written.stdout += text)),
      stderr: this.#output((text) => (written.stderr += text)),
      env: this.#options.env ?? {},
      clock: this.clock,
      cwd: this.folder,
      onInterrupt: (handler) => {
        this.#handlers.add(handler);
        return () => void this.#handlers.delete(handler);
      },
      ...(this.#answers.length === 0
        ? {}
        : { ask: () => Promise.resolve(this.#answers.shift() ?? '') }),
      openJournal: () => this.openJournal(),
      leave: (code) => void this.left.push(code),
    };
  }

  #output(write: (text: string) => void): Output {
    return { write, isTerminal: this.#options.isTerminal ?? false, columns: 80, rows: 24 };
  }

  [Symbol.dispose](): void {
    this.clock.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
