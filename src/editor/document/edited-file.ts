import type { SourceFile } from '../../core/diagnostic/source-file.ts';
import { outlineOf, type Outline } from './outline.ts';
import { parseText, partOf, type ParsedText, type Part } from './part.ts';
import { cutIntoSections } from './sections.ts';
import { spotIn, type Spot } from './spot.ts';

/** One version of a file that is open in an editor, valid or not. */
export interface EditedFile {
  readonly source: SourceFile;
  parts(): readonly Part[];
  outline(): Outline;
  /** The scalar at an offset, its ends included. */
  spotAt(offset: number): Spot | null;
  /** What was read so far, by its text. */
  readonly parsed: ReadonlyMap<string, ParsedText>;
}

/** A new version of a file. Sections that it shares with the version before are not read again. */
export function editFile(source: SourceFile, before?: EditedFile): EditedFile {
  let parsed = before?.parsed ?? new Map<string, ParsedText>();
  let parts: readonly Part[] | undefined;
  let outline: Outline | undefined;
  const read = (): readonly Part[] => {
    const kept = new Map<string, ParsedText>();
    const found = cutIntoSections(source.text).map((section) => {
      const known = kept.get(section.text) ?? parsed.get(section.text) ?? parseText(section.text);
      kept.set(section.text, known);
      return partOf(section, known);
    });
    parsed = kept;
    return found;
  };
  const file: EditedFile = {
    source,
    parts: () => (parts ??= read()),
    outline: () => (outline ??= outlineOf(file.parts())),
    spotAt: (offset) => {
      const part = file.parts().findLast(({ start }) => start <= offset);
      return part === undefined ? null : spotIn(part, offset);
    },
    get parsed() {
      return parsed;
    },
  };
  return file;
}
