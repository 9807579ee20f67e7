import {
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  type Connection,
  type InitializeResult,
  type Position,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalogue } from '../core/workflow/catalogue.ts';
import { completionsAt } from './answers/completion.ts';
import { definitionAt } from './answers/definition.ts';
import { hoverAt } from './answers/hover.ts';
import { quickFixes } from './answers/quick-fixes.ts';
import { referencesAt } from './answers/references.ts';
import { renameAt, renamedAt } from './answers/rename.ts';
import { symbolsOf } from './answers/symbols.ts';
import { DiagnosticsPublisher, type After } from './diagnostics-publisher.ts';
import type { EditedFile } from './document/edited-file.ts';
import { isWorkflow } from './language/is-workflow.ts';
import { OpenFiles } from './open-files.ts';
import { offsetIn } from './position.ts';
import type { Surroundings, Wording } from './surroundings.ts';

export interface ServerOptions {
  readonly version: string;
  readonly catalogue: Catalogue;
  readonly wording: Wording;
  /** Reads a file that the editor does not have open; `null` when it cannot. */
  readonly readText: (uri: string) => string | null;
  readonly after: After;
}

/** Answers an editor that speaks the Language Server Protocol, until it hangs up. */
export function serve(connection: Connection, options: ServerOptions): void {
  const files = new OpenFiles(options.catalogue, options.readText);
  const around = { library: files.library, wording: options.wording };
  const documents = new TextDocuments(TextDocument);
  const publisher = new DiagnosticsPublisher(connection, files, options.after);
  connection.onInitialize(() => abilities(options.version));
  connection.onInitialized(() => void watchFiles(connection));
  documents.onDidChangeContent(({ document }) => {
    files.change(document, document.getText());
    publisher.changed(document.uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    files.close(uri);
    void publisher.closed(uri);
  });
  connection.onDidChangeWatchedFiles(() => {
    files.refresh();
    publisher.refresh();
  });
  answerRequests(connection, files, around);
  documents.listen(connection);
  connection.listen();
}

function abilities(version: string): InitializeResult {
  return {
    serverInfo: { name: 'perilune', version },
    capabilities: {
      completionProvider: { triggerCharacters: ['.', '/', ' ', '[', '{'] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    },
  };
}

/** Files that steps run may be changed outside of the editor. An editor that cannot watch says so. */
async function watchFiles(connection: Connection): Promise<void> {
  const watchers = [{ globPattern: '**/*.{yaml,yml}' }];
  try {
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  } catch (error) {
    connection.console.info(`files are not watched: ${String(error)}`);
  }
}

/** A file that an editor asks about, and where in it. */
interface Place {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

function answerRequests(connection: Connection, files: OpenFiles, around: Surroundings): void {
  const inFile = <T>(uri: string, otherwise: T, answer: (file: EditedFile) => T): T => {
    const file = files.get(uri);
    return file === undefined || !isWorkflow(file) ? otherwise : answer(file);
  };
  const at = <T>(
    { textDocument, position }: Place,
    otherwise: T,
    answer: (file: EditedFile, offset: number) => T,
  ): T =>
    inFile(textDocument.uri, otherwise, (file) => answer(file, offsetIn(file.source, position)));
  connection.onCompletion((asked) =>
    at(asked, [], (file, offset) => completionsAt(file, offset, around)),
  );
  connection.onHover((asked) => at(asked, null, (file, offset) => hoverAt(file, offset, around)));
  connection.onDefinition((asked) =>
    at(asked, [], (file, offset) => definitionAt(file, offset, around.library)),
  );
  connection.onReferences((asked) =>
    at(asked, [], (file, offset) => referencesAt(file, offset, asked.context)),
  );
  connection.onPrepareRename((asked) => at(asked, null, renamedAt));
  connection.onRenameRequest((asked) =>
    at(asked, null, (file, offset) => {
      const result = renameAt(file, offset, asked.newName);
      if (!result.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, result.reason);
      return { changes: { [asked.textDocument.uri]: result.edits } };
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) => inFile(textDocument.uri, [], symbolsOf));
  connection.onCodeAction(({ textDocument, context }) =>
    inFile(textDocument.uri, [], (file) => quickFixes(file, context.diagnostics)),
  );
}
