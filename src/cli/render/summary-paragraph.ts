import type { Tone } from './paint.ts';
import { plainLines } from './plain-text.ts';
import { styledLine, type LineLook, type Part } from './styled-line.ts';
import { foldText } from './text-width.ts';

/** The first line of what is told at length: `✖ create  vm/create, attempt 4 of 4`. */
export function headline(
  mark: Part,
  { label, note }: { readonly label: string; readonly note: string | null },
  look: LineLook,
): string {
  const parts: Part[] = [{ text: '  ' }, mark, { text: ` ${label}` }];
  if (note !== null) parts.push({ text: `  ${note}`, tone: 'dim' });
  return styledLine(parts, look);
}

/** A text under a headline, folded where a line ends. */
export function indented(text: string, { paint, columns }: LineLook, tone?: Tone): string[] {
  return plainLines(text)
    .flatMap((line) => foldText(line, columns - margin.length))
    .map((line) => margin + (tone === undefined ? line : paint[tone](line)));
}

/** A command under a headline: never cut or folded, so that it can be copied. */
export function commandLine(command: string, { paint }: LineLook): string {
  return `${margin}  ${paint.bold(command)}`;
}

const margin = '    ';
