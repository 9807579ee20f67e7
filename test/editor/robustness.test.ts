import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { completionsAt } from '../../src/editor/answers/completion.ts';
import { definitionAt } from '../../src/editor/answers/definition.ts';
import { diagnosticsOf } from '../../src/editor/answers/diagnostics.ts';
import { hoverAt } from '../../src/editor/answers/hover.ts';
import { referencesAt } from '../../src/editor/answers/references.ts';
import { renameAt } from '../../src/editor/answers/rename.ts';
import { symbolsOf } from '../../src/editor/answers/symbols.ts';
import { editFile, type EditedFile } from '../../src/editor/document/edited-file.ts';
import { surroundings, uri } from './edited.ts';

const root = join(import.meta.dirname, '../..');
const around = surroundings();

function askEverything(file: EditedFile, offset: number): void {
  completionsAt(file, offset, around);
  hoverAt(file, offset, around);
  definitionAt(file, offset, around.library);
  referencesAt(file, offset, { includeDeclaration: true });
  renameAt(file, offset, 'another');
  symbolsOf(file);
}

test.each(globSync('workflows/*.yaml', { cwd: root }).toSorted())(
  '%s: every question has an answer, at every place, also when the file ends there',
  (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    let whole = editFile(createSourceFile(uri, text));
    for (let offset = 0; offset <= text.length; offset += 37) {
      askEverything(whole, offset);
      const cut = editFile(createSourceFile(uri, text.slice(0, offset)), whole);
      askEverything(cut, offset);
      diagnosticsOf(cut, around.library);
      whole = editFile(whole.source, whole);
    }
    expect(diagnosticsOf(whole, around.library).diagnostics).toEqual([]);
  },
);

test.each([
  ['\t'],
  ['\r'],
  ['\u2028'],
  ['- - - a'],
  ['? a'],
  ['!!str'],
  ['<<: *a'],
  ['{{{{'],
  [']]'],
  ['"'],
  ["'"],
  ['|'],
])('every question has an answer when somebody types %j in the middle', (typed) => {
  const text = "steps:\n  - id: a\n    uses: vm/create\n    with: { hostname: '${{ run.id }}' }\n";
  for (let offset = 0; offset <= text.length; offset += 1) {
    const changed = text.slice(0, offset) + typed + text.slice(offset);
    const file = editFile(createSourceFile(uri, changed));
    askEverything(file, offset + typed.length);
    expect(Array.isArray(diagnosticsOf(file, around.library).diagnostics)).toBe(true);
  }
});
