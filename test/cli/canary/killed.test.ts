import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canariesIn } from './canaries.ts';
import { leaksInFolder, secretNames, secretValues } from './stage.ts';

const bin = resolve(import.meta.dirname, '../../../src/cli/bin.ts');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perilune-canary-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The program in a process of its own; `ready` says in what it wrote that it is to be killed now. */
async function run(words: readonly string[], ready: string | null): Promise<string> {
  const { LUNANODE_API_ID: _id, LUNANODE_API_KEY: _key, ...env } = process.env;
  const child = spawn(process.execPath, [bin, ...words], {
    cwd: folder,
    env: { ...env, ...secretValues, NO_COLOR: '1', PERILUNE_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      written += String(chunk);
      if (ready !== null && written.includes(ready)) child.kill('SIGKILL');
    });
  }
  await once(child, 'close');
  return written;
}

const everySecret = Object.fromEntries(
  secretNames.map((name) => [name, `\${{ secrets.${name} }}`]),
);

const workflow = {
  name: 'killed',
  secrets: secretNames,
  inputs: { password: { type: 'string', writeOnly: true } },
  steps: [
    { id: 'set', uses: 'value/set', with: { ...everySecret, own: '<${{ inputs.password }}>' } },
    {
      id: 'sh',
      needs: ['set'],
      uses: 'shell/run',
      env: everySecret,
      with: { script: 'printenv NASTY; printf %s "$LINES" | base64; echo "$SHORT$DIGITS$FOREIGN"' },
    },
    {
      id: 'ask',
      needs: ['sh'],
      uses: 'approve/ask',
      with: { message: 'Is ${{ secrets.NASTY }} right?' },
    },
    {
      id: 'again',
      needs: ['ask'],
      uses: 'shell/run',
      env: { A: '${{ steps.sh.outputs.stdout }}' },
      with: { script: 'echo "$A"' },
    },
  ],
  outputs: { all: '${{ steps.again.outputs.stdout }}' },
};

test('nothing of a secret is in a file when the process is killed, nor after another one went on', async () => {
  writeFileSync(join(folder, 'w.yaml'), JSON.stringify(workflow));
  writeFileSync(join(folder, 'in.json'), JSON.stringify({ password: secretValues['NASTY'] }));
  const home = join(folder, 'home');
  const first = await run(['run', 'w.yaml', '--inputs', 'in.json'], '*** right?');
  const log = readdirSync(home).find((name) => name.endsWith('-wal')) ?? '';
  expect(statSync(join(home, log)).size).toBeGreaterThan(0);
  expect(leaksInFolder(home)).toEqual([]);
  const second = await run(['approve', 'last', 'ask'], null);
  const third = await run(['resume', 'last'], null);
  const fourth = await run(['show', 'last', '--format', 'json'], null);
  expect(JSON.parse(fourth)).toMatchObject({ status: 'succeeded' });
  expect([first, second, third, fourth].flatMap(canariesIn)).toEqual([]);
  expect(leaksInFolder(home)).toEqual([]);
});
