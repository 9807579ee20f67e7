import { describe, expect, test } from 'vitest';
import { canaries } from './canaries.ts';
import { lookBack } from './look-back.ts';
import { leaksOf, secretNames, type Asked, type Told } from './stage.ts';

const refer = (name: string) => `\${{ secrets.${name} }}`;
const everySecret = Object.fromEntries(secretNames.map((name) => [name, refer(name)]));

/** A program that writes each of its secrets as programs of Node do. */
const printer = `
for (const name of ['NASTY', 'LINES', 'SHORT', 'FOREIGN']) {
  const secret = process.env[name];
  console.log(secret);
  console.log([secret]);
  console.log(JSON.stringify(JSON.stringify({ secret })));
  console.log(encodeURIComponent(encodeURIComponent(secret)));
  console.log(Buffer.from(JSON.stringify({ sub: 1, secret })).toString('base64url'));
  console.log(Buffer.from(secret, 'utf16le').toString('base64'));
  console.log(new URL('http://h/a/' + secret).href);
}`;

describe('no secret is seen', () => {
  test('that a command prints, in whatever way it writes it', async () => {
    const scripts = [
      'printenv NASTY; printenv NASTY >&2',
      'cat',
      'printf "user:%s" "$NASTY" | base64; printf "%s" "$LINES" | base64; printf "x%s" "$LINES" | base64 -w 64',
      'printf "%s" "$NASTY" | od -An -v -tx1 | tr -d " \\n"; printf "%s" "$LINES" | od -An -v -tx1 | tr -d " \\n"',
      'printf "%s" "$NASTY$SHORT" | fold -w 20; printf "%s" "$LINES" | fold -w 40',
      'printf "%s" "$LINES" | tr "\\n" " "; printf "%s" "$LINES" | tr -d "\\n"',
      'printf "%s" "$SHORT$DIGITS" | sed "s/./&\\x00/g"',
      'printf "[%s]" "$DIGITS"; printf "{\\"pin\\": %s}" "$DIGITS"',
      'set | grep -e NASTY -e LINES -e SHORT -e DIGITS -e FOREIGN; export -p',
      'echo "$FOREIGN"',
    ];
    const steps = scripts.flatMap((script, at) => [
      {
        id: `out_${at}`,
        uses: 'shell/run',
        env: everySecret,
        with: { script, stdin: refer('NASTY'), parse: 'lines' },
      },
      {
        id: `err_${at}`,
        uses: 'shell/run',
        'continue-on-error': true,
        env: everySecret,
        with: { script: `exec >&2; ${script}; exit 3`, stdin: refer('NASTY') },
      },
    ]);
    const number = {
      id: 'number',
      uses: 'shell/run',
      env: everySecret,
      with: { script: 'printf "{\\"pin\\": %s}" "$DIGITS"', parse: 'json' },
    };
    const long = {
      id: 'long',
      uses: 'shell/run',
      'continue-on-error': true,
      env: everySecret,
      with: {
        script: 'i=0; while [ $i -lt 60 ]; do printf "%s" "$NASTY" >&2; i=$((i+1)); done; exit 1',
      },
    };
    const node = {
      id: 'node',
      uses: 'shell/run',
      env: everySecret,
      with: {
        command: [process.execPath, '-e', printer],
      },
    };
    const unread = {
      name: 'unread',
      'max-parallel': 40,
      secrets: secretNames,
      steps: scripts.map((script, at) => ({
        id: `json_${at}`,
        uses: 'shell/run',
        env: everySecret,
        with: { script, stdin: refer('NASTY'), parse: 'json' },
      })),
    };
    const workflow = {
      name: 'commands',
      'max-parallel': 40,
      secrets: secretNames,
      steps: [...steps, number, long, node],
    };
    const leaks = await leaksOf(
      { files: { 'w.yaml': workflow, 'unread.yaml': unread } },
      async (stage) => {
        expect(await stage.run('run', 'w.yaml')).toBe(0);
        await lookBack(stage, 'out_0', 'err_0', 'long');
        expect(await stage.run('run', 'unread.yaml')).toBe(3);
        await lookBack(stage, 'json_0');
      },
    );
    expect(leaks).toEqual([]);
  });

  test('in the arguments of a command: that is refused', async () => {
    const workflow = (word: string) => ({
      name: 'arguments',
      'max-parallel': 40,
      secrets: secretNames,
      inputs: { password: { type: 'string', writeOnly: true, default: '' } },
      steps: [
        { id: 'set', uses: 'value/set', with: { own: '${{ secrets.NASTY }}' } },
        { id: 'a', uses: 'shell/run', with: { command: ['echo', word] } },
      ],
    });
    const words = [
      '${{ secrets.NASTY }}',
      'a${{ secrets.NASTY }}',
      '${{ inputs.password }}',
      '${{ steps.set.outputs.own }}',
      '${{ to_json(steps.set.outputs) }}',
    ];
    const files = Object.fromEntries(words.map((word, at) => [`${at}.yaml`, workflow(word)]));
    await leaksOf({ files }, async (stage) => {
      for (const at of words.keys()) {
        expect([at, await stage.run('run', `${at}.yaml`)]).toEqual([at, 2]);
        expect(stage.rig.stderr).toContain('exposed-secret');
      }
      await stage.run('runs');
      expect(stage.rig.stderr).toContain('no run');
    });
  });

  test('that is sent to a server, and comes back in whatever form', async () => {
    const ask = (id: string, given: object) => ({
      id,
      uses: 'http/request',
      'continue-on-error': true,
      with: { url: '${{ inputs.server }}/x', ...given },
    });
    const workflow = {
      name: 'requests',
      'max-parallel': 40,
      secrets: secretNames,
      inputs: { server: { type: 'string' }, down: { type: 'string' } },
      steps: [
        ask('headers', {
          headers: {
            authorization: 'Bearer ${{ secrets.SHORT }}',
            'x-pin': '${{ secrets.DIGITS }}',
          },
        }),
        ask('broken_header', { headers: { authorization: '${{ secrets.LINES }}' } }),
        ask('json', { method: 'POST', json: everySecret }),
        ask('form', { method: 'POST', form: everySecret }),
        ask('body', { method: 'POST', body: secretNames.map(refer).join('\n') }),
        ask('query', { query: everySecret }),
        ...secretNames.map((name) =>
          ask(`path_${name.toLowerCase()}`, {
            url: `\${{ inputs.server }}/bot${refer(name)}/send`,
          }),
        ),
        ...secretNames.map((name) =>
          ask(`down_${name.toLowerCase()}`, {
            url: `\${{ inputs.down }}/bot${refer(name)}/send?key=${refer(name)}`,
          }),
        ),
        ...secretNames.map((name) =>
          ask(`no_url_${name.toLowerCase()}`, { url: `http://${refer(name)}:x@/` }),
        ),
        {
          ...ask('polled', { headers: { 'x-key': '${{ secrets.SHORT }}' } }),
          until: 'outputs.json.none == 1',
          poll: { every: '1s', timeout: '5s' },
        },
        {
          ...ask('hopeless', { method: 'POST', body: '${{ secrets.NASTY }}' }),
          uses: 'http/request',
        },
        {
          id: 'wait',
          uses: 'tcp/wait',
          'continue-on-error': true,
          'attempt-timeout': '2s',
          retry: { attempts: 1 },
          with: { host: '${{ secrets.SHORT }}.invalid', port: 9 },
        },
        {
          id: 'sleep',
          uses: 'time/sleep',
          'continue-on-error': true,
          with: { for: '${{ secrets.SHORT }}' },
        },
      ],
    };
    const given = (stage: { server: string }) => [
      'w.yaml',
      '-i',
      `server=${stage.server}`,
      '-i',
      'down=http://127.0.0.1:9',
    ];
    for (const answer of [everyForm, asPage]) {
      const leaks = await leaksOf({ files: { 'w.yaml': workflow }, answer }, async (stage) => {
        await stage.run('run', ...given(stage));
        expect(stage.written()).toMatch(/run succeeded|succeeded in/);
        await lookBack(stage, 'headers', 'polled', 'query', 'down_nasty');
      });
      expect(leaks).toEqual([]);
    }
  });

  test('that is looked at while polling, however much of it is shown', async () => {
    const poll = (id: string, before: string) => ({
      id,
      uses: 'http/request',
      'continue-on-error': true,
      with: {
        url: '${{ inputs.server }}/x',
        method: 'PUT',
        body: `${before}\${{ secrets.NASTY }}`,
      },
      until: 'outputs.body == "done"',
      'fail-if': id.endsWith('1') ? 'outputs.body != ""' : 'false',
      poll: { every: '1s', timeout: '3s' },
    });
    const steps = Array.from({ length: 12 }, (_, at) =>
      poll(`poll_${at}`, 'x'.repeat(20 + 6 * at)),
    );
    const workflow = {
      name: 'polling',
      'max-parallel': 40,
      secrets: secretNames,
      inputs: { server: { type: 'string' } },
      steps,
    };
    const answer = ({ body }: Asked): Told => ({ body });
    const leaks = await leaksOf({ files: { 'w.yaml': workflow }, answer }, async (stage) => {
      await stage.run('run', 'w.yaml', '-i', `server=${stage.server}`);
      await lookBack(stage, ...steps.map(({ id }) => id));
    });
    expect(leaks).toEqual([]);
  });
});

/** What the server was sent, in forms that a program may write it in. */
function everyForm({ url, headers, body }: Asked): Told {
  const found = Object.values(canaries).filter((each) =>
    (
      decodeURIComponent(url.replaceAll(/%(?![0-9A-F]{2})/gi, '%25')) +
      JSON.stringify(headers) +
      body
    ).includes(each.slice(0, 8)),
  );
  const lines = found.flatMap((each) => [
    JSON.stringify({ pin: Number(each), text: each, twice: JSON.stringify(each) }),
    encodeURI(each),
    Buffer.from(each).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    Buffer.from(each).toString('hex').replaceAll(/.{60}/g, '$&\n'),
    each.replaceAll(/\s+/g, ' '),
    each.replaceAll('\n', '\r\n'),
    each.replaceAll('\n', '<br>'),
    Array.from(each, (unit) => `&#${unit.codePointAt(0)};`).join(''),
    each.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
  ]);
  return { body: lines.join('\n') };
}

function asPage(asked: Asked): Told {
  const body = `<html><title>no</title><p>${JSON.stringify(asked).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</p></html>`;
  return { status: 500, type: 'text/html', body };
}
