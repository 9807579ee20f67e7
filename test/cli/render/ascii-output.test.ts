import { describe, expect, test } from 'vitest';
import { asciiOutput, showsUnicode } from '../../../src/cli/render/ascii-output.ts';
import { textWidth } from '../../../src/cli/render/text-width.ts';
import { createOutput } from './run-rig.ts';

describe('showsUnicode', () => {
  test.each([
    [{}, true],
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1', LC_CTYPE: 'en_US.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
  ])('%j: %s', (env, expected) => {
    expect(showsUnicode(env)).toBe(expected);
  });
});

describe('asciiOutput', () => {
  const marks = '✔ ✖ ↷ ↶ ○ › ⊘ → … · ⠋ ⠙ ?';

  test('writes every mark in ASCII, in as many columns', () => {
    const output = createOutput();
    asciiOutput(output).write(marks);
    expect(output.text()).toMatch(/^[\x20-\x7e]+$/);
    expect(textWidth(output.text())).toBe(textWidth(marks));
  });

  test('leaves names and messages alone', () => {
    const output = createOutput();
    asciiOutput(output).write('größe 東京');
    expect(output.text()).toBe('größe 東京');
  });

  test('is as large as the output that it stands for', () => {
    const output = asciiOutput(createOutput({ columns: 80, rows: 24 }));
    expect(output).toMatchObject({ isTerminal: true, columns: 80, rows: 24 });
  });
});
