import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, hidden } from '../../src/engine/redactor.ts';

const secret = 'pa/ss "word" <1>+ä';

describe('hides a secret in every form in which it may turn up', () => {
  const forms: readonly [form: string, text: string][] = [
    ['as it is', secret],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    [
      'in JSON as PHP writes it',
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['in HTML', 'pa/ss &quot;word&quot; &lt;1&gt;+ä'],
    ['in HTML by numbers', 'pa/ss &#34;word&#34; &#60;1&#62;+ä'],
    [
      'in HTML by hexadecimal numbers',
      'pa/ss &#x22;word&#x22; &#x3c;1&#x3E;+ä'.replace('3E', '3e'),
    ],
    [
      'in HTML with everything as a number',
      Array.from(secret, (each) => `&#${each.codePointAt(0)};`).join(''),
    ],
    ['in base64 without padding', Buffer.from(secret).toString('base64').replaceAll('=', '')],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in hex with capitals', Buffer.from(secret).toString('hex').toUpperCase()],
    [
      'in a URL with small letters',
      encodeURIComponent(secret).replaceAll(/%../g, (each) => each.toLowerCase()),
    ],
    ['in a URL that is encoded as a whole', encodeURI(secret)],
    [
      'in a URL with every byte encoded',
      Buffer.from(secret).toString('hex').replaceAll(/../g, '%$&'),
    ],
    ['in a form', new URLSearchParams([['', secret]]).toString().slice(1)],
    [
      'in JSON as Python writes it',
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll('ä', String.raw`\u00e4`),
    ],
    [
      'in JSON as Go writes it',
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll('<', String.raw`\u003c`)
        .replaceAll('>', String.raw`\u003e`),
    ],
    [
      'in JSON with every character escaped',
      Array.from(
        secret,
        (each) => String.raw`\u` + each.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase(),
      ).join(''),
    ],
    ['in double quotes of a shell', String.raw`pa/ss \"word\" <1>+ä`],
    ['with backslashes of a shell', String.raw`pa/ss\ \"word\"\ \<1\>+\ä`],
  ];

  test.each(forms)('%s', (_, form) => {
    const redactor = createRedactor();
    redactor.add(secret);
    expect(redactor.text(`before ${form} after ${form}`)).toBe(`before ${hidden} after ${hidden}`);
  });

  test('in single quotes of a shell, when it has one in it', () => {
    const redactor = createRedactor();
    redactor.add("it's here");
    expect(redactor.text(String.raw`echo 'it'\''s here' 'it'"'"'s here'`)).toBe(
      `echo '${hidden}' '${hidden}'`,
    );
  });

  test.each(['', 'u', 'us', 'user:', 'somebody:'])('in base64 behind "%s"', (before) => {
    const redactor = createRedactor();
    const password = 'correct horse battery';
    redactor.add(password);
    const shown = redactor.text(Buffer.from(`${before}${password}!`).toString('base64'));
    const left = Buffer.from(shown.replace(hidden, ''), 'base64').toString('latin1');
    expect(shown).toContain(hidden);
    expect(shown.length).toBeLessThan(`${before}!`.length * 2 + 8);
    expect(left).not.toContain('orse');
  });

  test('without the blanks around it', () => {
    const redactor = createRedactor();
    redactor.add('  s3cret\n');
    expect(redactor.text('s3cret')).toBe(hidden);
  });

  test('line by line, when it has several long ones', () => {
    const redactor = createRedactor();
    redactor.add('-----BEGIN KEY-----\nabcdefghij\n-----END KEY-----');
    expect(redactor.text('it is abcdefghij')).toBe(`it is ${hidden}`);
  });
});

test('hides the longer of two that overlap', () => {
  const redactor = createRedactor();
  redactor.add('token');
  redactor.add('token-and-more');
  expect(redactor.text('token-and-more, token')).toBe(`${hidden}, ${hidden}`);
});

test('hides all of two that overlap in a text', () => {
  const redactor = createRedactor();
  redactor.add('abcdef');
  redactor.add('defghi');
  expect(redactor.text('xabcdefghix')).toBe(`x${hidden}x`);
});

test('hides a short one where a value is nothing else', () => {
  const redactor = createRedactor();
  redactor.add('ab');
  expect(redactor.value({ a: 'ab', b: ['about ab', 'ab'] })).toEqual({
    a: hidden,
    b: ['about ab', hidden],
  });
});

test('hides every text and longer number in a value that is computed from a secret', () => {
  const redactor = createRedactor();
  redactor.hide({ name: 'derived', list: ['another', 123, 12_345, true, null], empty: '' });
  const shown = redactor.value({
    a: 'a derived one',
    b: ['another', 123, 12_345],
    c: 'port 12345',
    d: [true, null, ''],
    name: 1,
  });
  expect(shown).toEqual({
    a: `a ${hidden} one`,
    b: [hidden, 123, hidden],
    c: `port ${hidden}`,
    d: [true, null, ''],
    name: 1,
  });
});

test('hides a very long one as it is, and line by line', () => {
  const redactor = createRedactor();
  const lines = Array.from({ length: 400 }, (_, at) => `line ${at} of a long file`);
  redactor.add(lines.join('\n'));
  expect(redactor.text(lines.join('\n'))).toBe(hidden);
  expect(redactor.text(`about line 42 of a long file, `)).toBe(`about ${hidden}, `);
});

test('leaves alone what is too short to be told from ordinary text', () => {
  const redactor = createRedactor();
  redactor.add('ab');
  redactor.add('');
  expect(redactor.text('about ab')).toBe('about ab');
});

test('hides in values wherever texts are, keys included, and leaves the rest as it is', () => {
  const redactor = createRedactor();
  redactor.add('s3cret');
  const value = { 's3cret key': [1, true, null, 's3cret', { deep: 'a s3cret b' }], other: 'x' };
  expect(redactor.value(value)).toEqual({
    '*** key': [1, true, null, hidden, { deep: `a ${hidden} b` }],
    other: 'x',
  });
});

test('gives the very same value back when there is nothing to hide', () => {
  const value = { a: ['b'] };
  expect(createRedactor().value(value)).toBe(value);
});

test('what is added later is hidden from then on', () => {
  const redactor = createRedactor();
  redactor.add('first');
  expect(redactor.text('first second')).toBe(`${hidden} second`);
  redactor.add('second');
  expect(redactor.text('first second')).toBe(`${hidden} ${hidden}`);
});

test('no secret is left in any text that holds it, whatever it consists of', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 3, unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (given, before, after) => {
        const redactor = createRedactor();
        redactor.add(given);
        const wanted = `${before.replaceAll(given, '')}${hidden}`;
        expect(redactor.text(`${before.replaceAll(given, '')}${given}`).includes(given)).toBe(
          wanted.includes(given),
        );
        expect(() => redactor.value({ [after]: [before] })).not.toThrow();
      },
    ),
  );
});
