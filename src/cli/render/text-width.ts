/** How many columns of a terminal a text takes; it holds no control characters. */
export function textWidth(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const { segment } of segmentsOf(text)) width += characterWidth(segment);
  return width;
}

/** The text, or as much of it as fits, with `…` at its end. */
export function cutText(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of segmentsOf(text)) {
    width += characterWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text, filled with spaces up to a number of columns; a longer one as it is. */
export function padText(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** The text in lines of at most so many columns, broken at spaces where there are any. */
export function foldText(text: string, columns: number): string[] {
  if (textWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** A word that is longer than a line, in parts that fit. */
function pieces(word: string, columns: number): string[] {
  if (textWidth(word) <= columns) return [word];
  const parts = [''];
  for (const { segment } of segmentsOf(word)) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && textWidth(last + segment) > columns) parts.push(segment);
    else parts[parts.length - 1] = last + segment;
  }
  return parts;
}

let segmenter: Intl.Segmenter | undefined;

/** What knows the characters takes as long to make as all the rest of a command that needs it not. */
function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u;
const emoji = '\u{fe0f}';
const unseen = /^(?:\p{Mark}|\p{Format})+$/u;

function characterWidth(character: string): number {
  if (unseen.test(character)) return 0;
  return wide.test(character) || character.includes(emoji) ? 2 : 1;
}
