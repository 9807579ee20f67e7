import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/cli/render/shell-word.ts';

test.each([
  ['fleet', 'fleet'],
  ['8c1d-91a2', '8c1d-91a2'],
  ['fleet[web-1]', `'fleet[web-1]'`],
  ['fleet[a b]', `'fleet[a b]'`],
  [`fleet[it's]`, String.raw`'fleet[it'\''s]'`],
  ['', `''`],
  ['-rf', `'-rf'`],
  ['a$(b)`c`', "'a$(b)`c`'"],
  ['line\nbreak', String.raw`$'line\U0000000abreak'`],
  ['\u202eturned', String.raw`$'\U0000202eturned'`],
])('%j is written %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test.each(['fleet[web-1]', `it's "a" $HOME\\n`, 'line\nbreak', `\u202e'back\\slash`])(
  'a shell reads %j back as it was',
  (text) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const read = execFileSync('bash', ['-c', `printf %s ${shellWord(text)}`], { env });
    expect(read.toString()).toBe(text);
  },
);
