import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument } from 'yaml';
import { alignScalar } from '../../../src/core/document/align-scalar.ts';

interface Aligned {
  readonly file: string;
  /** The text as YAML reads it. */
  readonly text: string;
  /** For each character of the text, and its end, the place in the file. */
  readonly offsets: readonly number[];
}

/** Aligns the value of the key `text` of a file. */
function align(file: string): Aligned {
  const document = parseDocument(file, { version: '1.2', schema: 'core' });
  expect(document.errors).toEqual([]);
  const node = document.get('text', true);
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) {
    throw new Error(`no text in ${file}`);
  }
  const [start, end] = node.range;
  return { file, text: node.value, offsets: alignScalar(file, { start, end }, node.value) };
}

/** The part of the file that a part of the text is said to be. */
function inFile({ file, text, offsets }: Aligned, part: string): string {
  const start = text.indexOf(part);
  expect(start).not.toBe(-1);
  return file.slice(offsets[start], offsets[start + part.length]);
}

describe('finds a part of a text where it is written', () => {
  const cases: readonly [style: string, file: string, part: string, written: string][] = [
    ['plain', 'text: a.b == c\n', 'b == c', 'b == c'],
    ['plain, at its start', 'text: a.b\n', 'a', 'a'],
    ['plain, before a remark', 'text: a.b # a.b\n', 'a.b', 'a.b'],
    ['plain over lines', 'text: one\n  two\n  three\n', 'three', 'three'],
    ['plain over lines, across a break', 'text: one\n  two\n', 'one two', 'one\n  two'],
    ['plain over an empty line', 'text: one\n\n  two\n', 'two', 'two'],
    ['plain after blanks at a line end', 'text: one   \n  two\n', 'two', 'two'],
    ['single quotes', "text: 'a.b'\n", 'b', 'b'],
    ['single quotes with a quote', "text: 'it''s a.b'\n", 'a.b', 'a.b'],
    ['the quote in single quotes', "text: 'it''s'\n", "'", "''"],
    ['single quotes over lines', "text: 'one\n\n  two'\n", 'two', 'two'],
    ['double quotes', 'text: "a.b"\n', 'b', 'b'],
    ['double quotes after escapes', String.raw`text: "\t\"\\ a.b"`, 'a.b', 'a.b'],
    ['an escape in double quotes', String.raw`text: "a \" b"`, '"', String.raw`\"`],
    ['double quotes after \\x', String.raw`text: "\x41 a.b"`, 'a.b', 'a.b'],
    ['double quotes after \\u', String.raw`text: "\u00e9 a.b"`, 'a.b', 'a.b'],
    ['double quotes after \\U', String.raw`text: "\U0001F600 a.b"`, 'a.b', 'a.b'],
    ['double quotes after an emoji', 'text: "😀 a.b"', 'a.b', 'a.b'],
    ['double quotes over lines', 'text: "one\n  two"\n', 'two', 'two'],
    ['double quotes with an escaped break', 'text: "one\\\n   two"\n', 'two', 'two'],
    ['double quotes with an escaped break and blank', 'text: "one\\\n  \\ two"\n', 'two', 'two'],
    ['across an escaped break', 'text: "on\\\n   e two"\n', 'one', 'on\\\n   e'],
    ['a literal block', 'text: |\n  one\n  two\n', 'two', 'two'],
    [
      'a literal block with inner indentation',
      'text: |\n  one\n    two\n  three\n',
      'three',
      'three',
    ],
    ['a block that keeps nothing at its end', 'text: |-\n  one\n  two\n', 'two', 'two'],
    ['a block with a remark', 'text: | # one\n  one\n', 'one', 'one'],
    ['a block with an indentation of its own', 'text: |2\n    one\n  two\n', 'two', 'two'],
    ['a block with empty lines', 'text: |\n\n  one\n\n\n  two\n', 'two', 'two'],
    ['a folded block', 'text: >\n  one\n  two\n', 'two', 'two'],
    ['across lines of a folded block', 'text: >-\n  one\n  two\n', 'one two', 'one\n  two'],
    ['a folded block with paragraphs', 'text: >-\n  one\n\n  two\n  three\n', 'three', 'three'],
    ['a folded block with deeper lines', 'text: >-\n  one\n    two\n  three\n', 'three', 'three'],
    ['lines that end as on Windows', 'text: |\r\n  one\r\n  two\r\n', 'two', 'two'],
    ['plain lines that end as on Windows', 'text: one\r\n  two\r\n', 'two', 'two'],
  ];

  test.each(cases)('%s', (_, file, part, expected) => {
    expect(inFile(align(file), part)).toBe(expected);
  });
});

test('the end of a text is where it ends in the file', () => {
  const file = 'text: a.b\nother: 1\n';
  expect(align(file).offsets.at(-1)).toBe(file.indexOf('\nother'));
});

/** How a text may be written; `null` where the style cannot hold it. Chances are from 0 up to 1. */
type Style = (text: string, chance: () => number) => string | null;

function fold(text: string, chance: () => number): string {
  return text.replaceAll(/(?<=\S) (?=\S)/g, () =>
    chance() < 0.3 ? `\n${' '.repeat(2 + chance() * 4)}` : ' ',
  );
}

function escapes(text: string, chance: () => number): string {
  return Array.from(text)
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const hex = code.toString(16);
      if (character === '"' || character === '\\') return `\\${character}`;
      if (character === '\n') return String.raw`\n`;
      if (chance() < 0.7) return character;
      if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
      return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
    })
    .map((written) => (chance() < 0.05 && /^\S/.test(written) ? `\\\n   ${written}` : written))
    .join('');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ');
}

const styles: Readonly<Record<string, Style>> = {
  plain: (text, chance) =>
    /^[a-z$é]/.test(text) && !/\n| #|: |:$|\s$/.test(text) ? fold(text, chance) : null,
  'single quotes': (text, chance) =>
    text.includes('\n') ? null : `'${fold(text.replaceAll("'", "''"), chance)}'`,
  'double quotes': (text, chance) => `"${escapes(text, chance)}"`,
  'double quotes, folded': (text, chance) =>
    text.includes('\n') ? null : `"${fold(text.replaceAll(/["\\]/g, String.raw`\$&`), chance)}"`,
  literal: (text) => (/^\s|\s$/.test(text) ? null : `|-\n${indented(text)}`),
  'literal, with an indentation of its own': (text) =>
    /^\n|\s$/.test(text) ? null : `|4-\n${indented(text)}`,
  folded: (text, chance) =>
    /^\s|\s$|\n/.test(text)
      ? null
      : `>-\n${indented(fold(text, chance).replaceAll(/\n +/g, '\n'))}`,
};

const words = ['inputs.a', '==', '"x"', "'y'", '(', ')', '{', '}', '\\', '+', 'é', '😀', '#', ':'];
const word = fc.constantFrom(...words);
const tame = fc.constantFrom('inputs.a', '==', '"x"', '{', '}', 'é', '😀');
const expression = fc
  .constantFrom(word, tame)
  .chain((one) => fc.array(one, { minLength: 1, maxLength: 12 }))
  .map((parts) => parts.join(' '));

/** Anything that can stand around it, line breaks included. */
const around = fc
  .array(fc.constantFrom('a', 'bc', ' ', '\n', '\n\n', '\n  ', '"', "'", 'é', '😀'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''))
  .chain((wild) => fc.constantFrom(wild, 'a bc', ''));

const chances = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));

describe.each(Object.keys(styles))('%s', (name) => {
  const write = (text: string, stream: Iterator<number>): string | null =>
    styles[name]?.(text, () => Number(stream.next().value)) ?? null;

  test('every character of an expression is found where it is written', () => {
    let tried = 0;
    fc.assert(
      fc.property(around, expression, around, chances, (before, middle, after, stream) => {
        const text = `${before}\${{ ${middle} }}${after}`;
        const value = write(text, stream);
        if (value === null) return;
        tried += 1;
        const aligned = align(`text: ${value}\n`);
        expect(aligned.text).toBe(text);
        for (let at = 0; at < text.length; at += 1) {
          const here = aligned.file.slice(aligned.offsets[at]);
          const isFound =
            here.startsWith(text[at] ?? '') ||
            (text[at] === ' ' && /^\r?\n/.test(here)) ||
            (name.startsWith('double') && here.startsWith('\\'));
          if (!isFound) expect.fail(`"${text[at]}" is said to be at ${JSON.stringify(here)}`);
        }
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(20);
  });

  test('places never go backwards, and end where the text ends', () => {
    fc.assert(
      fc.property(around, expression, chances, (before, middle, stream) => {
        const value = write(`${before}${middle}`, stream);
        if (value === null) return;
        const { offsets, text } = align(`text: ${value}\nother: 1\n`);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        expect(offsets).toHaveLength(text.length + 1);
      }),
    );
  });
});
