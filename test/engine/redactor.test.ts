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
  ];

  test.each(forms)('%s', (_, form) => {
    const redactor = createRedactor();
    redactor.add(secret);
    expect(redactor.text(`before ${form} after ${form}`)).toBe(`before ${hidden} after ${hidden}`);
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
