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
    ['in JSON that is in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in UTF-16 and base64', Buffer.from(secret, 'utf16le').toString('base64')],
    ['in UTF-16', Array.from(secret).join('\0')],
    [
      'in JSON in a form',
      new URLSearchParams([['', JSON.stringify(secret).slice(1, -1)]]).toString().slice(1),
    ],
    ['twice in a URL', encodeURIComponent(encodeURIComponent(secret))],
    ['in the path of a URL', new URL(`http://h/${secret}`).pathname.slice(1)],
    [
      'in JSON in HTML',
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll('"', '&quot;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;'),
    ],
    ['as Python shows it', `pa/ss "word" <1>+ä`],
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

  test('in quotes of Python, when it has both kinds in it', () => {
    const redactor = createRedactor();
    redactor.add(`it's "here"\n`);
    expect(redactor.text(String.raw`'it\'s "here"\n'`)).toBe(`'${hidden}'`);
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

describe('hides what is left of a secret', () => {
  const given = 'Zk4Vq9xB "Hw8Rt2mJ" Nc6Ly3pD';

  test.each(Array.from({ length: given.length - 3 }, (_, at) => at + 3))(
    'that was cut after %i characters',
    (length) => {
      const redactor = createRedactor();
      redactor.add(given);
      expect(redactor.text(`it is ${given.slice(0, length)}…`)).toBe(`it is ${hidden}…`);
      const json = JSON.stringify(`${given.slice(0, length)}…`);
      expect(redactor.text(json)).toBe(`"${hidden}…"`);
    },
  );

  test.each([
    ['by lines', given.replaceAll(/.{9}/g, '$&\n')],
    ['by lines of base64', Buffer.from(given).toString('base64').replaceAll(/.{16}/g, '$&\r\n')],
    ['by lines in JSON', JSON.stringify(given.replaceAll(/\w{8}(?=.)/g, '$&\n')).slice(1, -1)],
    [
      'by blanks between bytes',
      Buffer.from(given)
        .toString('hex')
        .replaceAll(/..(?=.)/g, '$& '),
    ],
  ])('that was broken %s', (_, broken) => {
    const redactor = createRedactor();
    redactor.add(given);
    expect(redactor.text(`it is ${broken}, really`)).toBe(`it is ${hidden}, really`);
  });

  test('that was split into a list', () => {
    const redactor = createRedactor();
    redactor.add('one\ntwo\nthree');
    redactor.add(given);
    const parts = [given.slice(0, 12), given.slice(12, 20), given.slice(20)];
    expect(redactor.value(['zero', 'one', 'two', 'three', 'four'])).toEqual([
      'zero',
      hidden,
      hidden,
      hidden,
      'four',
    ]);
    expect(redactor.value(['it', ...parts, 'one', 1])).toEqual(['it', ...parts, 'one', 1]);
    expect(redactor.value(['it', ...parts, 'one'])).toEqual(['it', hidden, hidden, hidden, 'one']);
  });

  test('that was taken for a number', () => {
    const redactor = createRedactor();
    for (const each of ['9073518264', '12']) redactor.add(each);
    expect(redactor.value({ a: 9_073_518_264, b: 12, c: 90_735 })).toEqual({
      a: hidden,
      b: 12,
      c: 90_735,
    });
  });

  test('of which an excerpt has the last lines only', () => {
    const redactor = createRedactor();
    redactor.add('one\ntwo\nthree');
    expect(redactor.text('…\ntwo\nthree')).toBe(`…\n${hidden}`);
  });
});

describe('leaves alone', () => {
  test('words that are parts of a secret', () => {
    const redactor = createRedactor();
    redactor.add('correct horse battery staple');
    const text = 'the correct horse… has a battery, and a staple';
    expect(redactor.text(text)).toBe(`the ${hidden}… has a battery, and a staple`);
  });

  test('lines and items that only together would be a short one', () => {
    const redactor = createRedactor();
    for (const each of ['webhook', 'k9Xw3Qz7']) redactor.add(each);
    expect(redactor.text('the web\nhook')).toBe('the web\nhook');
    expect(redactor.value(['k9Xw', '3Qz7'])).toEqual(['k9Xw', '3Qz7']);
  });

  test('numbers that have the digits of one somewhere', () => {
    const redactor = createRedactor();
    redactor.add('2026');
    expect(redactor.value([20_261, 2026])).toEqual([20_261, hidden]);
  });
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
