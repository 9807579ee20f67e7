import { createSourceFile, type SourceFile } from '../core/diagnostic/source-file.ts';
import type { Catalogue } from '../core/workflow/catalogue.ts';
import type { Library } from '../core/workflow/read-workflow.ts';
import { editFile, type EditedFile } from './document/edited-file.ts';
import { resolveUri, uriKey } from './uri.ts';

/** The files that an editor has open, as they are now; others are read from where they are. */
export class OpenFiles {
  readonly library: Library;
  readonly #files = new Map<string, EditedFile>();
  readonly #versions = new Map<string, number>();
  readonly #readText: (uri: string) => string | null;

  /** `readText` reads a file that is not open; `null` when it cannot. */
  constructor(catalogue: Catalogue, readText: (uri: string) => string | null) {
    this.#readText = readText;
    this.library = { catalogue, readFile: (from, path) => this.#read(resolveUri(from.path, path)) };
  }

  /** `undefined` when the file is not open. */
  get(uri: string): EditedFile | undefined {
    return this.#files.get(uriKey(uri));
  }

  all(): readonly EditedFile[] {
    return [...this.#files.values()];
  }

  /** How the editor counts the text of a file, for it to know what an answer is about. */
  version(uri: string): number | undefined {
    return this.#versions.get(uriKey(uri));
  }

  /** Takes note of a text that was opened or changed. */
  change({ uri, version }: { readonly uri: string; readonly version: number }, text: string): void {
    const before = this.get(uri);
    this.refresh();
    this.#files.set(uriKey(uri), editFile(createSourceFile(uri, text), before));
    this.#versions.set(uriKey(uri), version);
  }

  close(uri: string): void {
    this.#files.delete(uriKey(uri));
    this.#versions.delete(uriKey(uri));
    this.refresh();
  }

  /** Forgets what is known of the files that the open ones run: one of them was changed. */
  refresh(): void {
    for (const [key, file] of this.#files) this.#files.set(key, editFile(file.source, file));
  }

  #read(uri: string | null): SourceFile | null {
    if (uri === null) return null;
    const open = this.get(uri);
    if (open !== undefined) return open.source;
    const text = this.#readText(uri);
    return text === null ? null : createSourceFile(uri, text);
  }
}
