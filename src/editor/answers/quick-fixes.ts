import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { EditedFile } from '../document/edited-file.ts';
import { offsetIn } from '../position.ts';

/** Offers to write what the diagnostics at a place suggest. */
export function quickFixes(file: EditedFile, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic): CodeAction[] => {
    const replacement = replacementOf(diagnostic);
    if (replacement === null) return [];
    const start = offsetIn(file.source, diagnostic.range.start);
    const end = offsetIn(file.source, diagnostic.range.end);
    const written = file.source.text.slice(start, end);
    const quote = /^(["']).*\1$/s.exec(written)?.[1] ?? '';
    const isQuoted = /^["'[]/.test(replacement);
    const newText = isQuoted ? replacement : `${quote}${replacement}${quote}`;
    return [
      {
        title: `write ${newText}`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: true,
        edit: { changes: { [file.source.path]: [{ range: diagnostic.range, newText }] } },
      },
    ];
  });
}

function replacementOf({ data }: Diagnostic): string | null {
  const given: unknown = data;
  if (typeof given !== 'object' || given === null || !('replacement' in given)) return null;
  return typeof given.replacement === 'string' ? given.replacement : null;
}
