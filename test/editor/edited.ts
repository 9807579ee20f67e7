import { builtinSpecs, internalSpecs } from '../../src/actions/builtin-actions.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { editorWording } from '../../src/cli/editor-wording.ts';
import { editFile, type EditedFile } from '../../src/editor/document/edited-file.ts';
import type { Surroundings } from '../../src/editor/surroundings.ts';
import { resolveUri } from '../../src/editor/uri.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';

const catalogue = createCatalogue([...builtinSpecs, ...internalSpecs, ...lunaNodeSpecs]);

export const uri = 'file:///project/workflows/edited.yaml';

/** What the answers need, with other files by their URIs. */
export function surroundings(files: Readonly<Record<string, string>> = {}): Surroundings {
  return {
    library: {
      catalogue,
      readFile: (from, path) => {
        const other = resolveUri(from.path, path);
        const text = other === null ? undefined : files[other];
        return other === null || text === undefined ? null : createSourceFile(other, text);
      },
    },
    wording: editorWording,
  };
}

/** A file of which one place, marked with `|`, is where the cursor is. */
export function edited(marked: string): { file: EditedFile; offset: number; text: string } {
  const offset = marked.indexOf('|');
  if (offset === -1) throw new Error('there is no cursor in the text');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { file: editFile(createSourceFile(uri, text)), offset, text };
}
