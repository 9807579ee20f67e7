import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { unescapeHtml } from '../../../src/providers/lunanode/html-text.ts';

test.each([
  ['&lt;b&gt;Online&lt;/b&gt;', '<b>Online</b>'],
  ['&quot;a&quot; &amp; &#039;b&#039; &apos;c&apos;', `"a" & 'b' 'c'`],
  ['caf&#233; &#x1F315; &#X41;', 'café 🌕 A'],
  ['&amp;lt;', '&lt;'],
  ['AT&T &nbsp; &; &#; &#x; &#0; &#55296; &#1114112; &#xFFFFFF;', null],
])('%s becomes what it stands for', (escaped, plain) => {
  expect(unescapeHtml(escaped)).toBe(plain ?? escaped);
});

test('what was escaped as PHP does it comes back, whatever it was', () => {
  const escape = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#039;');
  assert(property(string(), (text) => unescapeHtml(escape(text)) === text));
});
