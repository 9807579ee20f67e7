import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../../src/providers/lunanode/simulator/fault-plan.ts';
import { alsoLookFor, canaries } from './canaries.ts';
import { lookBack } from './look-back.ts';
import { leaksOf, secretNames, type Asked, type Stage, type Told } from './stage.ts';

const secrets = secretNames.map((name) => `\${{ secrets.${name} }}`).join('\n');
const create = {
  id: 'create',
  uses: 'vm/create',
  with: { hostname: 'web', plan_id: 'm.1', image_id: '362401' },
  await: 'active',
  undo: true,
};

/** The address of the API is that of the server, which answers with what it likes. */
function ofServer(stage: Stage): Promise<number> {
  return stage.run('run', 'w.yaml', '--env-file', '.env');
}

describe('no secret is seen', () => {
  test('that the provider makes up, or keeps', async () => {
    const workflow = {
      name: 'made',
      secrets: secretNames,
      'on-failure': 'undo',
      steps: [
        create,
        {
          id: 'script',
          uses: 'script/create',
          with: { name: 'setup', content: secrets },
          undo: true,
        },
        { id: 'scripts', needs: ['script'], uses: 'script/list' },
        {
          id: 'own',
          uses: 'script/get',
          with: { script_id: '${{ steps.script.outputs.script_id }}' },
        },
        { id: 'info', uses: 'vm/info', with: { vm_id: '${{ steps.create.outputs.vm_id }}' } },
        { id: 'vnc', uses: 'vm/vnc', with: { vm_id: '${{ steps.create.outputs.vm_id }}' } },
        {
          id: 'used',
          uses: 'value/set',
          with: {
            password: '${{ split(steps.info.outputs.info.login_details, "password: ")[1] }}',
            login: '${{ steps.info.outputs.info }}',
            json: '${{ to_json(steps.info.outputs).upperAscii() }}',
            content: '${{ steps.scripts.outputs.scripts.map(each, each.content) }}',
            vnc: '${{ steps.vnc.outputs }}',
          },
        },
        {
          id: 'shown',
          uses: 'shell/run',
          env: {
            LOGIN: '${{ steps.info.outputs.info.login_details }}',
            VNC: '${{ steps.vnc.outputs.vnc_url }}',
          },
          with: {
            script: 'echo "$LOGIN"; echo "$VNC" | base64; echo "${LOGIN##* }" | od -An -v -tx1',
          },
        },
        {
          id: 'fails',
          needs: ['used', 'shown'],
          uses: 'assert/that',
          with: { that: false, message: 'no: ${{ steps.info.outputs.info.login_details }}' },
        },
      ],
    };
    const leaks = await leaksOf({ files: { 'w.yaml': workflow } }, async (stage) => {
      for (const output of ['lines', 'ndjson']) {
        expect(await stage.run('run', 'w.yaml', '--output', output)).toBe(1);
      }
      const journal = await stage.rig.openJournal();
      const [newest] = await journal.runs();
      for await (const event of journal.readClear(newest?.info.id ?? '')) {
        if (event.type !== 'step-succeeded') continue;
        const text = JSON.stringify(event.outputs);
        const password = /password: ([^"\\;]+)/.exec(text)?.[1];
        const token = /token=([\w-]+)/.exec(text)?.[1];
        if (password !== undefined) alsoLookFor('password', password);
        if (token !== undefined) alsoLookFor('token', token);
      }
      await journal.close();
      await lookBack(stage, 'create', 'info', 'vnc', 'used', 'fails');
      await stage.run('undo', 'last');
      await stage.run('rehearse', 'w.yaml');
    });
    expect(leaks).toEqual([]);
  });

  test('of a cloud that answers with anything', async () => {
    const call = (id: string, given: object) => ({
      id,
      'continue-on-error': true,
      retry: { attempts: 1 },
      ...given,
    });
    const workflow = {
      name: 'answers',
      secrets: secretNames,
      'max-parallel': 40,
      steps: [
        ...secretNames.map((name) =>
          call(`script_${name.toLowerCase()}`, {
            uses: 'script/create',
            with: { name: 'x', content: `\${{ secrets.${name} }}` },
          }),
        ),
        ...secretNames.map((name) =>
          call(`rename_${name.toLowerCase()}`, {
            uses: 'vm/rename',
            with: {
              vm_id: '62b1c0a7-5f7e-4a4e-9d0e-3c1d2b5a6f70',
              hostname: `\${{ secrets.${name} }}`,
            },
          }),
        ),
        call('list', { uses: 'vm/list' }),
      ],
    };
    const fills = Array.from({ length: 7 }, (_, at) => 'filler '.repeat(at * 8));
    const form = ({ body }: Asked) => new URLSearchParams(body).get('req') ?? body;
    const no = (error: string): Told => ({
      type: 'application/json',
      body: JSON.stringify({ success: 'no', error }),
    });
    const answers: ((asked: Asked) => Told)[] = [
      ...fills.map(
        (fill) => (asked: Asked) =>
          no(`${fill}bad request ${form(asked)} of ${canaries.key.slice(64)}`),
      ),
      ...fills.map((fill) => (asked: Asked): Told => ({
        status: 502,
        body: `<html><p>${fill}${form(asked)}</p></html>`,
      })),
      ...fills.slice(0, 3).map((fill) => (asked: Asked): Told => ({
        status: 429,
        body: `${fill}${asked.body}`,
      })),
      (asked) => ({ body: asked.body }),
      (asked) => ({
        type: 'application/json',
        body: JSON.stringify({
          success: 'yes',
          script_id: form(asked),
          info: form(asked),
          vms: form(asked),
        }),
      }),
    ];
    let turn = 0;
    const answer = (asked: Asked): Told =>
      answers[turn++ % answers.length]?.(asked) ?? { body: '' };
    const leaks = await leaksOf({ files: { 'w.yaml': workflow }, answer }, async (stage) => {
      const text = `LUNANODE_API_URL=${stage.server}/\n`;
      writeFileSync(join(stage.rig.folder, '.env'), text);
      for (let round = 0; round < 2; round += 1) await ofServer(stage);
      expect(stage.asked.length).toBeGreaterThan(answers.length);
      await lookBack(stage, 'script_nasty', 'rename_lines', 'list');
    });
    expect(leaks).toEqual([]);
  });

  const faults: readonly FaultName[] = ['cut-after'];
  test.each(faults)('when the cloud fails: %s', async (fault) => {
    const workflow = {
      name: 'faulty',
      secrets: secretNames,
      inputs: { address: { type: 'string', writeOnly: true } },
      'on-failure': 'undo',
      steps: [
        { ...create, with: { ...create.with, hostname: 'web-${{ secrets.SHORT }}' } },
        {
          id: 'each',
          foreach: '${{ [secrets.NASTY, secrets.LINES] }}',
          key: 'item',
          uses: 'script/create',
          with: { name: 'of ${{ item }}', content: '${{ item }}' },
          undo: true,
        },
        {
          id: 'detach',
          needs: ['each'],
          uses: 'vm/floatingip-delete',
          with: {
            vm_id: '${{ steps.create.outputs.vm_id }}',
            ip: '${{ inputs.address }}',
            keep: true,
          },
        },
      ],
    };
    const given = ['w.yaml', '-i', `address=${canaries.digits}`];
    const plan = [
      { action: 'script/create', nth: 'each', fault },
      { action: 'script/list', nth: 'each', fault: 'status-500' },
    ] as never;
    const leaks = await leaksOf({ files: { 'w.yaml': workflow }, faults: plan }, async (stage) => {
      await stage.run('run', ...given);
      expect(stage.rig.stderr).toMatch(/failed|needs an operator|undone/);
      await lookBack(stage, 'create', 'each', 'detach');
      await stage.run('undo', 'last');
      await lookBack(stage, 'each');
      await stage.run('resources', '--clean', '--yes');
    });
    expect(leaks).toEqual([]);
  });

  test('of an address that was on no VM', async () => {
    const address = '198.18.0.10';
    const workflow = {
      name: 'swap',
      inputs: { address: { type: 'string', writeOnly: true } },
      steps: [
        {
          id: 'detach',
          uses: 'vm/floatingip-delete',
          with: {
            vm_id: '16b64847-0a86-42ea-bea8-ed60bd960c68',
            ip: '${{ inputs.address }}',
            keep: true,
          },
        },
      ],
    };
    alsoLookFor('address', address);
    const leaks = await leaksOf({ files: { 'w.yaml': workflow } }, async (stage) => {
      expect(await stage.run('run', 'w.yaml', '-i', `address=${address}`)).toBe(0);
      expect(stage.rig.stderr).toContain('*** is on no VM');
      await lookBack(stage, 'detach');
    });
    expect(leaks).toEqual([]);
  });

  test('in a rehearsal with every fault', async () => {
    const workflow = {
      name: 'rehearsed',
      secrets: secretNames,
      'on-failure': 'undo',
      steps: [
        {
          id: 'script',
          uses: 'script/create',
          with: { name: 'x-${{ secrets.SHORT }}', content: secrets },
          undo: true,
        },
      ],
    };
    const leaks = await leaksOf({ files: { 'w.yaml': workflow } }, async (stage) => {
      for (const format of ['text', 'json']) {
        await stage.run('rehearse', 'w.yaml', '--faults', 'each', '--format', format);
      }
    });
    expect(leaks).toEqual([]);
  });
});
