import { describe, expect, test } from 'vitest';
import { canaries, canariesIn } from './canaries.ts';
import { lookBack } from './look-back.ts';
import { leaksOf, secretNames } from './stage.ts';

describe('a canary is found', () => {
  const { nasty } = canaries;
  test.each([
    ['in clear', nasty],
    ['in part', `…${nasty.slice(14, 30)}…`],
    ['in hex', Buffer.from(nasty).toString('hex')],
    ['in base64', Buffer.from(nasty).toString('base64')],
    ['in base64 of something larger', Buffer.from(`user:${nasty}\n`).toString('base64url')],
    [
      'in base64 that is broken into lines',
      Buffer.from(nasty).toString('base64').replaceAll(/.{20}/g, '$&\n'),
    ],
    ['in UTF-16', Buffer.from(nasty, 'utf16le')],
    ['in a URL', encodeURIComponent(nasty)],
    ['in JSON', JSON.stringify([nasty])],
  ])('%s', (_, given) => {
    expect(canariesIn(given)).not.toEqual([]);
  });

  test('nowhere else', () => {
    expect(canariesIn('Zk4Vq9 and other beginnings: k9Xw3, 90735')).toEqual([]);
  });
});

describe('no secret is seen', () => {
  test('whatever an expression makes of it', async () => {
    const forms = (x: string) => ({
      plain: `\${{ ${x} }}`,
      text: `a-\${{ ${x} }}-b`,
      twice: `\${{ ${x} }}\${{ ${x} }}`,
      format: `\${{ format("<{0}>", ${x}) }}`,
      join: `\${{ join([${x}, "b"], "-") }}`,
      split: `\${{ split(${x}, "\\n") }}`,
      replace: `\${{ replace(${x}, "-", "_") }}`,
      json: `\${{ to_json({"a": ${x}}) }}`,
      json_in_json: `\${{ to_json({"a": to_json({"b": [${x}]})}) }}`,
      from_json: `\${{ from_json(to_json({"a": {"b": ${x}}})) }}`,
      list: `\${{ [${x}, "x"] }}`,
      map: `\${{ {"a": {"b": ${x}}} }}`,
      key: `\${{ {${x}: 1} }}`,
      keys: `\${{ keys({${x}: 1}) }}`,
      flat: `\${{ flatten([[${x}], ["y"]]) }}`,
      sorted: `\${{ sort_by([{"n": ${x}}, {"n": "a"}], "n") }}`,
      newest: `\${{ newest([{"n": ${x}}], "n", 1) }}`,
      mapped: `\${{ [${x}].map(each, "<" + each + ">") }}`,
      filtered: `\${{ [${x}, ""].filter(each, each != "") }}`,
      bound: `\${{ cel.bind(own, ${x}, own + own) }}`,
      chosen: `\${{ ${x} == "" ? "none" : ${x} }}`,
      slice: `\${{ ${x}.substring(0, 8) }}`,
      small: `\${{ ${x}.lowerAscii() }}`,
      large: `\${{ ${x}.upperAscii() }}`,
      hex: `\${{ bytes(${x}).hex() }}`,
      base64: `\${{ bytes("u:" + ${x}).base64() }}`,
      deep: { list: [`\${{ ${x} }}`, { text: `<\${{ ${x} }}>` }] },
    });
    const workflow = {
      name: 'forms',
      'max-parallel': 40,
      secrets: secretNames,
      steps: secretNames.flatMap((name) => {
        const id = name.toLowerCase();
        const again = Object.keys(forms('')).map((key) => [
          key,
          `\${{ steps.${id}.outputs.${key} }}`,
        ]);
        return [
          { id, uses: 'value/set', with: forms(`secrets.${name}`) },
          { id: `${id}_again`, uses: 'value/set', with: Object.fromEntries(again) },
        ];
      }),
      outputs: { number: '${{ int(secrets.DIGITS) }}', of_step: '${{ steps.lines.outputs }}' },
    };
    const leaks = await leaksOf({ files: { 'w.yaml': workflow } }, async (stage) => {
      expect(await stage.run('run', 'w.yaml')).toBe(0);
      await lookBack(stage, 'nasty');
      expect(stage.written()).toContain('***');
    });
    expect(leaks).toEqual([]);
  });
});
