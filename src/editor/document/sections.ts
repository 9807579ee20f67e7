import type { DocumentPath } from '../../core/document/workflow-file.ts';

/** A part of a file that can be read on its own: one step, or one key of the workflow. */
export interface Section {
  /** Where it starts in the file. */
  readonly start: number;
  readonly text: string;
  /** Of the step that it holds; empty when it holds keys of the workflow. */
  readonly path: DocumentPath;
}

/**
 * Cuts a file at the keys of the workflow and at its steps, by indentation alone. A mistake stays
 * in the section in which it is, and after a change only the changed section is read again.
 */
export function cutIntoSections(text: string): readonly Section[] {
  const cuts: Cut[] = [{ start: 0, path: [] }];
  let list: StepList | null = null;
  for (let start = 0; start < text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd + 1;
    const line = text.slice(start, end);
    if (startsKey.test(line)) {
      const name = startsList.exec(line)?.[1];
      list = name === undefined ? null : { name, count: 0, indent: null };
      cuts.push({ start, path: [] });
    } else if (list !== null) {
      const indent = startsItem.exec(line)?.[1]?.length;
      if (indent !== undefined && (list.indent ?? indent) === indent) {
        cuts.push({ start, path: [list.name, list.count] });
        list = { name: list.name, count: list.count + 1, indent };
      }
    }
    start = end;
  }
  return cuts.map(({ start, path }, at) => ({
    start,
    path,
    text: text.slice(start, cuts[at + 1]?.start),
  }));
}

interface Cut {
  readonly start: number;
  readonly path: DocumentPath;
}

interface StepList {
  readonly name: string;
  readonly count: number;
  /** How far its items are indented, once there is one. */
  readonly indent: number | null;
}

/** Anything at the start of a line but an item, a remark, a closing bracket or a `---`. */
const startsKey = /^(?!---|\.\.\.)[^\s#\-\]}%]/;
const startsList = /^["']?(steps|finally)["']?\s*:\s*(?:#.*)?\s*$/;
const startsItem = /^( *)-(?=\s|$)/;
