import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createSourceFile,
  lineText,
  positionAt,
} from '../../../src/core/diagnostic/source-file.ts';

const texts = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\n\n', 'é', '😀'), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('every offset has the position that counting would give', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, random) => {
      const offset = random % (text.length + 1);
      const before = text.slice(0, offset);
      const line = before.split('\n').length;
      const column = offset - (before.lastIndexOf('\n') + 1) + 1;
      expect(positionAt(createSourceFile('x', text), offset)).toEqual({ line, column });
    }),
  );
});

test('a line is given without its end, whatever that is', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const file = createSourceFile('x', text);
      const lines = text.split(/\r?\n/);
      expect(lines.map((_, index) => lineText(file, index + 1))).toEqual(lines);
    }),
  );
});

test('there is nothing in a line that does not exist', () => {
  expect(lineText(createSourceFile('x', 'one'), 2)).toBe('');
});
