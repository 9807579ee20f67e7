import { isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import { tolerable } from './tolerable.ts';
import type { Section } from './sections.ts';

/** A section as YAML, as far as it can be understood. */
export interface Part {
  /** Where it starts in the file; ranges of its nodes count from there. */
  readonly start: number;
  readonly path: DocumentPath;
  readonly parsed: ParsedText;
  /** What stands at `path`. */
  readonly root: Node | null;
}

/** A text as YAML. It says nothing of where the text stands, so that it can be kept. */
export interface ParsedText {
  readonly text: string;
  readonly document: Document;
  /** Whether it is valid; otherwise what is in the way was masked, to understand as much as possible. */
  readonly isClean: boolean;
}

export function partOf({ start, path }: Section, parsed: ParsedText): Part {
  const { contents } = parsed.document;
  if (path.length === 0) return { start, path, parsed, root: contents };
  const item = isSeq<Node>(contents) ? contents.items[0] : undefined;
  return { start, path, parsed, root: item ?? null };
}

export function parseText(text: string): ParsedText {
  const document = parse(text);
  const isClean = document.errors.length === 0;
  return { text, document: isClean ? document : parse(tolerable(text)), isClean };
}

/** Never takes the text for valid: for one that is being typed. */
export function parseTolerantly(text: string): ParsedText {
  return { text, document: parse(tolerable(text)), isClean: false };
}

function parse(text: string): Document {
  return parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
}
