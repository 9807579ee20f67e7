import { placeOf, type Diagnostic, type RelatedPlace } from './diagnostic.ts';
import { lineText, positionAt, type SourceFile, type SourceRange } from './source-file.ts';

/** How a terminal marks the parts of a message; each gives its text back, with or without colour. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

export const noPaint: Paint = {
  error: (text) => text,
  warning: (text) => text,
  dim: (text) => text,
  bold: (text) => text,
};

/**
 * A diagnostic for people: the place, what is wrong, the line with the place underlined, what to do.
 *
 * ```
 * deploy.yaml:14:12  error  step "deploy" needs "biuld", which does not exist  unknown-step
 *   14 |     needs: [biuld]
 *      |             ^^^^^ did you mean "build"?
 * ```
 */
export function renderDiagnostic(diagnostic: Diagnostic, paint: Paint = noPaint): string {
  const mark = diagnostic.severity === 'error' ? paint.error : paint.warning;
  const head = [
    paint.bold(placeOf(diagnostic)),
    mark(diagnostic.severity),
    diagnostic.message,
    paint.dim(diagnostic.code),
  ].join('  ');
  const parts = [head, ...frame(diagnostic, diagnostic.hint, (text) => mark(text), paint)];
  for (const place of diagnostic.related ?? []) parts.push(...related(place, paint));
  return parts.join('\n');
}

function related(place: RelatedPlace, paint: Paint): string[] {
  return [
    `  ${paint.dim(`${placeOf(place)}  ${place.message}`)}`,
    ...frame(place, undefined, paint.dim, paint),
  ];
}

const widest = 120;

function frame(
  at: { readonly file: SourceFile; readonly range: SourceRange },
  hint: string | undefined,
  mark: (text: string) => string,
  paint: Paint,
): string[] {
  if (at.file.text === '') return hint === undefined ? [] : [`   ${mark(hint)}`];
  const { line, column } = positionAt(at.file, at.range.start);
  const source = lineText(at.file, line);
  const length = Math.max(1, Math.min(at.range.end - at.range.start, source.length - column + 1));
  const skipped = column > widest - 30 ? column - 30 : 0;
  const shown = source.slice(skipped, skipped + widest).replaceAll('\t', ' ');
  const gutter = String(line).padStart(4);
  const carets = '^'.repeat(Math.max(1, Math.min(length, widest - (column - skipped) + 1)));
  const under = `${' '.repeat(column - 1 - skipped)}${carets}`;
  return [
    paint.dim(`${gutter} | `) + shown,
    paint.dim('     | ') + mark(under) + (hint === undefined ? '' : ` ${mark(hint)}`),
  ];
}
