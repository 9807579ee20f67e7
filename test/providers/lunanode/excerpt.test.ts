import { expect, test } from 'vitest';
import { quoteError, quotePage } from '../../../src/providers/lunanode/excerpt.ts';

const credentials = { apiId: 'id-of-16-letters', apiKey: `${'p'.repeat(64)}${'q'.repeat(64)}` };

test('a page is quoted without its markup, in one line', () => {
  const page =
    '<html><style>p { color: red }</style><script>alert(1)</script>\n<h1>502\tBad Gateway</h1></html>';
  expect(quotePage(page, credentials)).toBe('502 Bad Gateway');
});

test('a long text is cut short, a page sooner than an error', () => {
  const long = 'word '.repeat(200);
  expect(quotePage(long, credentials)).toHaveLength(120);
  expect(quotePage(long, credentials)).toMatch(/…$/);
  expect(quoteError(long, credentials)).toHaveLength(400);
});

test('control characters do not reach the terminal', () => {
  expect(quoteError('a\u001b[31mred\u0007\u009b', credentials)).toBe('a [31mred');
});

test('credentials that the other side echoes are hidden, before anything is cut', () => {
  const echo = `${'x'.repeat(100)} ${credentials.apiKey} ${'p'.repeat(64)} ${credentials.apiId}`;
  const page = quotePage(echo, credentials);
  expect(page).not.toMatch(/p{4}|q{4}/);
  expect(quoteError(echo, credentials)).toBe(`${'x'.repeat(100)} [hidden] [hidden] [hidden]`);
});
