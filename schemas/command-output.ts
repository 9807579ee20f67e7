import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliContext, Output } from '../src/cli/context.ts';
import { main } from '../src/cli/main.ts';
import { VirtualClock } from '../src/engine/virtual-clock.ts';
import { createMemoryJournal } from '../src/store/memory-journal.ts';

/** What a command line shows on a terminal without colours, in a folder that holds one file. */
export async function commandOutput(
  words: readonly string[],
  file: { readonly path: string; readonly text: string },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-'));
  using clock = new VirtualClock(0);
  let shown = '';
  const output: Output = {
    write: (text) => (shown += text),
    isTerminal: false,
    columns: 80,
    rows: 24,
  };
  const context: CliContext = {
    stdout: output,
    stderr: output,
    env: {},
    clock,
    cwd: folder,
    onInterrupt: () => () => undefined,
    openJournal: async () => createMemoryJournal(),
    leave: () => undefined,
  };
  try {
    writeFileSync(join(folder, file.path), file.text);
    await main(words, context);
    return shown.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
