import { CompletionItemKind, MarkupKind, type CompletionItem } from 'vscode-languageserver';
import type { SourceFile, SourceRange } from '../../core/diagnostic/source-file.ts';
import { rangeIn } from '../position.ts';

/** Something that could be typed at a place. */
export interface Proposal {
  readonly label: string;
  readonly kind: keyof typeof kinds;
  /** What is written when it differs from the label. */
  readonly text?: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** In Markdown. */
  readonly documentation?: string;
  /** Among those that come first. */
  readonly isImportant?: boolean;
}

const kinds = {
  action: CompletionItemKind.Module,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  step: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  field: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
} as const;

/** Proposals as an editor takes them, in their order; each replaces the same stretch of the file. */
export function completionItems(
  proposals: readonly Proposal[],
  file: SourceFile,
  replaced: SourceRange,
): CompletionItem[] {
  const range = rangeIn(file, replaced);
  return proposals.map(({ label, kind, text, detail, documentation, isImportant }, at) => ({
    label,
    kind: kinds[kind],
    sortText: `${isImportant === true ? 0 : 1}${String(at).padStart(5, '0')}`,
    textEdit: { range, newText: text ?? label },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined || documentation === ''
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  }));
}
