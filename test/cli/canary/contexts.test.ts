import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canaries } from './canaries.ts';
import { lookBack } from './look-back.ts';
import { leaksOf, secretNames, secretValues } from './stage.ts';

const { nasty, lines, short, digits, foreign } = canaries;

const secretInputs = {
  password: { type: 'string', writeOnly: true },
  pin: { type: 'integer', writeOnly: true },
  any: { writeOnly: true },
  login: {
    type: 'object',
    properties: { user: { type: 'string' }, key: { type: 'string', writeOnly: true } },
  },
  keys: { type: 'array', items: { type: 'string', writeOnly: true } },
};

const inputValues = {
  password: nasty,
  pin: Number(digits),
  any: { deep: [foreign] },
  login: { user: 'somebody', key: lines },
  keys: [short, nasty],
};

describe('no secret is seen', () => {
  test('of inputs that say so, in any format of a plan and after a run', async () => {
    const workflow = {
      name: 'inputs',
      inputs: secretInputs,
      env: { PASSWORD: 'x${{ inputs.password }}' },
      steps: [
        {
          id: 'all',
          if: 'inputs.password != "" && inputs.pin > 0 && inputs.login.key != "" && size(inputs.keys) > 0',
          uses: 'value/set',
          with: {
            text: '${{ inputs.password }}/${{ inputs.pin }}/${{ env.PASSWORD }}',
            any: '${{ inputs.any }}',
            login: '${{ inputs.login }}',
            keys: '${{ inputs.keys }}',
            all: '${{ inputs }}',
          },
        },
        {
          id: 'none',
          if: 'inputs.password == "none" || inputs.any.deep[0] == "" || inputs.pin == 1',
          uses: 'value/set',
        },
      ],
      outputs: { pin: '${{ inputs.pin + 1 }}' },
    };
    const files = { 'w.yaml': workflow, 'in.json': inputValues };
    const given = ['w.yaml', '--inputs', 'in.json'];
    const leaks = await leaksOf({ files }, async (stage) => {
      for (const format of ['text', 'json', 'mermaid', 'dot']) {
        expect(await stage.run('plan', ...given, '--format', format)).toBe(0);
      }
      for (const output of ['lines', 'quiet']) {
        expect(await stage.run('run', ...given, '--output', output)).toBe(0);
      }
      await lookBack(stage, 'all', 'none');
      expect(await stage.run('run', ...given, '--simulate')).toBe(0);
      expect(await stage.run('rehearse', ...given)).toBe(0);
      expect(await stage.run('rehearse', ...given, '--output', 'ndjson')).toBe(0);
    });
    expect(leaks).toEqual([]);
  });

  test('of inputs that do not fit', async () => {
    const secret = { ...secretInputs.password, minLength: 500 };
    const workflow = {
      name: 'misfits',
      inputs: {
        password: { ...secret, pattern: '^[a-z]+$' },
        other: { type: ['string', 'integer'], writeOnly: true, maxLength: 3 },
        pin: { type: 'integer', writeOnly: true, maximum: 10 },
        chosen: { writeOnly: true, enum: ['a', 'b'] },
      },
      steps: [{ id: 'a', uses: 'value/set' }],
    };
    const files: Record<string, object | string> = { 'w.yaml': workflow };
    const yaml = [
      `password: *${short}`,
      `password: !${short} x`,
      `password: @${short}`,
      `password: "${short}\n`,
      `password: {${short}: ${short}`,
      `password: ${short}: ${short}`,
      `${short}: a\n${short}: b`,
      short,
      `- ${short}`,
      `password: [${short}] ${short}`,
      `password: %${short}`,
      `password: "\\q${short}"`,
      `password: |x${short}`,
      `pin: ${digits}\nother: ${JSON.stringify(nasty)}\nchosen: ${JSON.stringify(lines)}`,
    ];
    for (const [at, text] of yaml.entries()) files[`${at}.yaml`] = text;
    const leaks = await leaksOf({ files }, async (stage) => {
      const refused = async (...words: string[]) => {
        expect(await stage.run('run', 'w.yaml', ...words)).toBe(2);
      };
      for (const at of yaml.keys()) await refused('--inputs', `${at}.yaml`);
      for (const value of [nasty, lines, short, foreign]) {
        await refused('-i', `password=${value}`);
        for (const name of ['other', 'pin', 'chosen']) {
          for (const mark of ['', '*', '!', '@', '%', '{', '"', "'", '[', '|', '- ', '? ']) {
            await refused('-i', `${name}=${mark}${value}`);
          }
        }
        await refused('-i', value.replaceAll('=', ''));
        await refused('-i', `=${value}`);
      }
    });
    expect(leaks).toEqual([]);
  });

  test('in loops, keys of items, sub-workflows and what comes back of them', async () => {
    const child = {
      name: 'child',
      secrets: ['FOREIGN'],
      inputs: {
        password: { type: 'string', writeOnly: true },
        note: { type: 'string', writeOnly: true },
      },
      steps: [
        {
          id: 'set',
          uses: 'value/set',
          with: { own: '${{ secrets.FOREIGN }}', given: '<${{ inputs.password }}>' },
        },
      ],
      outputs: { own: '${{ steps.set.outputs.own }}', given: '${{ steps.set.outputs.given }}' },
    };
    const workflow = {
      name: 'parent',
      'max-parallel': 40,
      secrets: secretNames,
      steps: [
        {
          id: 'loop',
          foreach: '${{ [secrets.NASTY, secrets.LINES, secrets.SHORT, secrets.DIGITS] }}',
          key: 'item',
          uses: 'value/set',
          with: { item: '${{ item }}', text: '${{ index }}: ${{ item }}' },
        },
        {
          id: 'asked',
          foreach: '${{ [secrets.NASTY, secrets.FOREIGN] }}',
          key: '"of " + item',
          'continue-on-error': true,
          uses: 'assert/that',
          with: { that: '${{ item == "" }}', message: 'it is ${{ item }}' },
        },
        {
          id: 'sub',
          foreach: '${{ [secrets.NASTY, secrets.LINES] }}',
          key: 'item',
          uses: 'workflow/run',
          with: {
            file: './child.yaml',
            inputs: { password: '${{ item }}', note: '${{ secrets.SHORT }}' },
          },
        },
        {
          id: 'back',
          uses: 'value/set',
          with: {
            own: '${{ steps.sub.outputs[0].own }}',
            all: '${{ steps.sub.outputs }}',
            first: '${{ steps.loop.outputs[0].item }}',
          },
        },
        {
          id: 'wrong',
          'continue-on-error': true,
          uses: 'workflow/run',
          with: {
            file: './child.yaml',
            inputs: { password: '${{ from_json(secrets.DIGITS) }}', note: 'x' },
          },
        },
      ],
      outputs: { sub: '${{ steps.sub.outputs }}', loop: '${{ steps.loop.outputs }}' },
    };
    const files = { 'w.yaml': workflow, 'child.yaml': child };
    const leaks = await leaksOf({ files }, async (stage) => {
      for (const format of ['text', 'json', 'mermaid', 'dot']) {
        expect(await stage.run('plan', 'w.yaml', '--format', format)).toBe(0);
      }
      for (const output of ['tasks', 'ndjson']) {
        expect(await stage.run('run', 'w.yaml', '--output', output)).toBe(0);
      }
      await lookBack(stage, 'loop', 'asked', 'sub', 'back', 'wrong', 'nothing');
      await stage.run('rehearse', 'w.yaml');
    });
    expect(leaks).toEqual([]);
  });

  test('on a terminal', async () => {
    const workflow = {
      name: 'shown',
      'max-parallel': 40,
      secrets: secretNames,
      steps: [
        {
          id: 'set',
          uses: 'value/set',
          with: {
            all: Object.fromEntries(secretNames.map((each) => [each, `\${{ secrets.${each} }}`])),
          },
        },
        {
          id: 'fails',
          needs: ['set'],
          uses: 'assert/that',
          with: {
            that: false,
            message: secretNames.map((each) => `\${{ secrets.${each} }}`).join(' and '),
          },
        },
      ],
    };
    const leaks = await leaksOf(
      { files: { 'w.yaml': workflow }, isTerminal: true },
      async (stage) => {
        expect(await stage.run('run', 'w.yaml')).toBe(1);
        await lookBack(stage, 'set', 'fails');
      },
    );
    expect(leaks).toEqual([]);
  });

  test('of an env-file, whatever is wrong', async () => {
    const workflow = {
      name: 'w',
      secrets: ['TOKEN', 'ABSENT'],
      steps: [{ id: 'a', uses: 'value/set', with: { a: '${{ secrets.TOKEN }}' } }],
    };
    const cloudy = { name: 'w', steps: [{ id: 'a', uses: 'vm/list' }] };
    const env = `TOKEN='${nasty.replaceAll("'", '')}'\nLUNANODE_API_KEY=${canaries.key.slice(0, 100)}\nLUNANODE_API_ID=${short}\n${short} = \n=${short}\n"${short}`;
    const url = `LUNANODE_API_URL=https://${short}:${short}@127.0.0.1/?${short}\n`;
    const files = {
      'w.yaml': workflow,
      'cloudy.yaml': cloudy,
      '.env': env,
      'url.env': url,
      'odd.env': `LUNANODE_API_URL=${short}\n`,
    };
    const leaks = await leaksOf({ files }, async (stage) => {
      for (const words of [
        ['w.yaml', '.env'],
        ['cloudy.yaml', '.env'],
        ['cloudy.yaml', 'url.env'],
        ['cloudy.yaml', 'odd.env'],
      ]) {
        const [file = '', own = ''] = words;
        expect(await stage.run('run', file, '--env-file', own)).toBe(2);
      }
      writeFileSync(join(stage.rig.folder, '.env'), `TOKEN=${short}\nABSENT=${foreign}\n`);
      expect(await stage.run('run', 'w.yaml', '--env-file', '.env')).toBe(0);
      await lookBack(stage, 'a');
    });
    expect(leaks).toEqual([]);
  });

  test('in what an expression says when it has no value', async () => {
    const wrong = (x: string) => [
      `from_json(${x})`,
      `from_json(${x} + "{")`,
      `int(${x} + "x")`,
      `double(${x} + "x")`,
      `bool(${x})`,
      `timestamp(${x})`,
      `now() + duration(string(${x}))`,
      `"a".matches(${x} + "(")`,
      `{"a": 1}[${x}]`,
      `${x}.substring(9000)`,
      `[1][size(${x})]`,
      `sort_by([{"a": ${x}}], ${x})`,
    ];
    const fails = (id: string, expression: string) => ({
      id,
      'continue-on-error': true,
      uses: 'value/set',
      with: { a: `\${{ ${expression} }}` },
    });
    const workflow = {
      name: 'wrong',
      'max-parallel': 40,
      secrets: secretNames,
      steps: secretNames.flatMap((name) => [
        {
          id: `sh_${name.toLowerCase()}`,
          uses: 'shell/run',
          env: { X: `\${{ secrets.${name} }}` },
          with: { script: 'printf %s "$X"' },
        },
        ...wrong(`secrets.${name}`).map((each, at) =>
          fails(`own_${name.toLowerCase()}_${at}`, each),
        ),
        ...wrong(`steps.sh_${name.toLowerCase()}.outputs.stdout`).map((each, at) =>
          fails(`echo_${name.toLowerCase()}_${at}`, each),
        ),
        ...wrong(`("some text before it: " + steps.sh_${name.toLowerCase()}.outputs.stdout)`).map(
          (each, at) => fails(`after_${name.toLowerCase()}_${at}`, each),
        ),
      ]),
    };
    const leaks = await leaksOf({ files: { 'w.yaml': workflow } }, async (stage) => {
      expect(await stage.run('run', 'w.yaml')).toBe(0);
      await lookBack(stage, 'own_nasty_0', 'echo_nasty_0');
    });
    expect(leaks).toEqual([]);
  });

  test('of a run that goes on in another process', async () => {
    const workflow = {
      name: 'resumed',
      'max-parallel': 40,
      secrets: secretNames,
      inputs: secretInputs,
      steps: [
        {
          id: 'set',
          uses: 'value/set',
          with: { own: '${{ secrets.NASTY }}', small: '${{ secrets.FOREIGN.lowerAscii() }}' },
        },
        {
          id: 'ask',
          needs: ['set'],
          uses: 'approve/ask',
          with: { message: 'is ${{ secrets.NASTY }}, ${{ inputs.password }} right?' },
        },
        {
          id: 'echo',
          needs: ['ask'],
          uses: 'shell/run',
          env: { A: '${{ steps.set.outputs.own }}', B: '${{ steps.set.outputs.small }}' },
          with: { script: 'echo "$A $B"' },
        },
      ],
    };
    const leaks = await leaksOf(
      { files: { 'w.yaml': workflow, 'in.json': inputValues } },
      async (stage) => {
        const running = stage.run('run', 'w.yaml', '--inputs', 'in.json');
        while (!stage.rig.stderr.includes('*** right?'))
          await new Promise((go) => setImmediate(go));
        for (const words of ['why last ask', 'show last', 'approve last ask --note fine']) {
          expect((await stage.aside(...words.split(' '))).code).toBe(0);
        }
        expect(await running).toBe(0);
        await lookBack(stage, 'set', 'ask', 'echo');
      },
    );
    expect(leaks).toEqual([]);
    expect(Object.keys(secretValues)).toHaveLength(5);
  });
});
