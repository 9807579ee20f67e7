import type { Connection } from 'vscode-languageserver';
import { diagnosticsOf } from './answers/diagnostics.ts';
import { isWorkflow } from './language/is-workflow.ts';
import type { EditedFile } from './document/edited-file.ts';
import type { OpenFiles } from './open-files.ts';
import { uriKey } from './uri.ts';

/** Calls back after a while, unless the result is called before. */
export type After = (ms: number, call: () => void) => () => void;

/** How long nobody has to type before a file is checked, in milliseconds: longer for long files. */
function pauseMs({ source }: EditedFile): number {
  return Math.max(250, source.text.length / 1000);
}

/** Keeps an editor's diagnostics up to date: when the typing pauses, and when another file changes. */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #files: OpenFiles;
  readonly #after: After;
  /** How to call off the check that is due. */
  readonly #due = new Map<string, () => void>();
  /** The files that each file was checked with. */
  readonly #reads = new Map<string, ReadonlySet<string>>();

  constructor(connection: Connection, files: OpenFiles, after: After) {
    this.#connection = connection;
    this.#files = files;
    this.#after = after;
  }

  /** Has a file checked that was changed, and all that run it. */
  changed(uri: string): void {
    this.#plan(uri);
    for (const [other, reads] of this.#reads) if (reads.has(uriKey(uri))) this.#plan(other);
  }

  /** Has everything checked. */
  refresh(): void {
    for (const { source } of this.#files.all()) this.#plan(source.path);
  }

  async closed(uri: string): Promise<void> {
    this.#due.get(uri)?.();
    this.#due.delete(uri);
    this.#reads.delete(uri);
    this.changed(uri);
    await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #plan(uri: string): void {
    this.#due.get(uri)?.();
    const file = this.#files.get(uri);
    if (file === undefined) return;
    const isFirst = !this.#reads.has(uri);
    const stop = this.#after(isFirst ? 0 : pauseMs(file), () => {
      this.#due.delete(uri);
      this.#publish(uri).catch((error: unknown) => {
        this.#connection.console.error(`${uri} was not checked: ${String(error)}`);
      });
    });
    this.#due.set(uri, stop);
  }

  async #publish(uri: string): Promise<void> {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    const { diagnostics, reads } = isWorkflow(file)
      ? diagnosticsOf(file, this.#files.library)
      : { diagnostics: [], reads: new Set<string>() };
    this.#reads.set(uri, new Set([...reads].map(uriKey)));
    const version = this.#files.version(uri);
    await this.#connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }
}
