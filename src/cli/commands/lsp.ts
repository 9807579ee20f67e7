import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { serve } from '../../editor/serve.ts';
import { catalogue } from '../catalogue.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { editorWording } from '../editor-wording.ts';
import type { ExitCode } from '../exit-code.ts';
import { version } from '../version.ts';
import { readText } from '../workflow-source.ts';

/**
 * `perilune lsp`: talks to an editor over stdin and stdout. The editor ends the process, with 0 if it
 * asked for that properly.
 */
export async function run(_given: Given, { stdout, stderr }: CliContext): Promise<ExitCode> {
  if (stdout.isTerminal) stderr.write('This waits for an editor to talk to; Ctrl-C ends it.\n');
  serve(createConnection(process.stdin, process.stdout), {
    version: version(),
    catalogue: catalogue(),
    wording: editorWording,
    readText: readTextAt,
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  return new Promise<never>(() => undefined);
}

function readTextAt(uri: string): string | null {
  try {
    return readText(fileURLToPath(uri));
  } catch {
    return null;
  }
}
