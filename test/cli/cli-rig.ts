import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliContext, Output } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';

export interface CliRigOptions {
  /** Files of the folder that the program runs in, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdout and stderr are terminals. */
  readonly isTerminal?: boolean;
  /** What the person at the terminal answers to questions, one after the other. */
  readonly answers?: readonly string[];
}

/** The program in this process, in a folder of its own, with virtual time. */
export class CliRig implements Disposable {
  readonly clock = new VirtualClock(Date.parse('2026-03-01T03:30:00Z'));
  readonly folder = mkdtempSync(join(tmpdir(), 'perilune-test-'));
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
    return main(words, this.#context());
  }

  /** As when a person presses Ctrl-C. */
  interrupt(): void {
    for (const handler of this.#handlers) handler();
  }

  #context(): CliContext {
    return {
      stdout: this.#output((text) => (this.stdout += text)),
      stderr: this.#output((text) => (this.stderr += text)),
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
      leave: (code) => void this.left.push(code),
    };
  }

  #output(write: (text: string) => void): Output {
    return { write, isTerminal: this.#options.isTerminal ?? false, columns: 80, rows: 24 };
  }

  [Symbol.dispose](): void {
    this.clock.close();
    rmSync(this.folder, { recursive: true });
  }
}
