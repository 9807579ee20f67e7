import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

export interface ClientOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  /** Folder that the editor has open, as a URI. */
  readonly rootUri?: string;
  /** What the server gets when it asks for its configuration, by section. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

interface Published {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const capabilities: ClientCapabilities = {
  workspace: { configuration: true },
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
  },
};

/** An editor, reduced to what it says to a language server in a process of its own. */
export class LanguageClient implements AsyncDisposable {
  readonly connection: ProtocolConnection;
  readonly ended: Promise<number | null>;
  stderr = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #published = new Map<string, Published[]>();
  readonly #versions = new Map<string, number>();
  #changed = Promise.withResolvers<void>();

  constructor({ command, cwd, configuration = {} }: ClientOptions) {
    const [program = '', ...words] = command;
    this.#child = spawn(program, words, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (chunk) => (this.stderr += String(chunk)));
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (given: unknown) => {
      const { uri, version, diagnostics } = given as Published & { uri: string };
      this.#published.set(uri, [...(this.#published.get(uri) ?? []), { version, diagnostics }]);
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    });
    this.connection.onRequest('workspace/configuration', (given: unknown) => {
      const { items } = given as { items: readonly { section?: string }[] };
      return items.map(({ section = '' }) => configuration[section] ?? null);
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  static async start(options: ClientOptions): Promise<LanguageClient> {
    const client = new LanguageClient(options);
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: options.rootUri ?? null,
      workspaceFolders:
        options.rootUri === undefined ? null : [{ uri: options.rootUri, name: 'root' }],
      capabilities,
    });
    await client.connection.sendNotification('initialized', {});
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: options.configuration ?? {},
    });
    return client;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces the whole text. */
  async change(uri: string, text: string): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    // Of a server that does not tell which version it speaks of, only what comes from now on counts.
    this.#published.set(uri, []);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** What the server says about a file, as soon as it is about the text as it is now. */
  async diagnostics(
    uri: string,
    isMeant: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const version = this.#versions.get(uri);
      const last = (this.#published.get(uri) ?? []).findLast(
        (each) => each.version === undefined || each.version === version,
      );
      if (last !== undefined && isMeant(last.diagnostics)) return last.diagnostics;
      await Promise.race([this.#changed.promise, this.#failWhenEnded()]);
    }
  }

  async complete(uri: string, line: number, character: number): Promise<readonly CompletionItem[]> {
    const answer: CompletionItem[] | CompletionList | null = await this.connection.sendRequest(
      'textDocument/completion',
      { textDocument: { uri }, position: { line, character } },
    );
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line, character },
    });
  }

  /** Ends the session as an editor does; resolves with the exit code of the server. */
  async leave(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.ended;
  }

  /** Closes the pipe without a word, as an editor does that crashes. */
  hangUp(): void {
    this.#child.stdin.end();
  }

  async #failWhenEnded(): Promise<never> {
    const code = await this.ended;
    throw new Error(`the server ended with ${code}\n${this.stderr}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.dispose();
    this.#child.kill();
    await this.ended;
  }
}
