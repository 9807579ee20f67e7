import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoIds } from '../../src/providers/lunanode/simulator/demo-world.ts';
import { CliRig } from './cli-rig.ts';

const root = resolve(import.meta.dirname, '../..');
const swap = join(root, 'workflows/blue-green-swap.yaml');
const swapInputs = join(root, 'workflows/inputs/blue-green-swap.yaml');

const make = `name: make
steps:
  - id: create
    uses: vm/create
    with: { hostname: 'web-\${{ run.id }}', plan_id: m.1, image_id: '362401' }
    await: active
    undo: true
on-failure: undo
`;

const move = `name: move
steps:
  - id: detach
    uses: vm/floatingip-delete
    with: { vm_id: ${demoIds.blueVm}, ip: ${demoIds.blueIp}, keep: true }
  - id: attach
    needs: [detach]
    uses: vm/floatingip-add
    with: { vm_id: ${demoIds.databaseVm}, ip: ${demoIds.blueIp} }
`;

describe('rehearse', () => {
  test('tells a run in virtual time, and keeps nothing of it', async () => {
    using rig = new CliRig({ files: { 'w.yaml': make } });
    expect(await rig.run('rehearse', 'w.yaml')).toBe(0);
    expect(rig.stderr).toMatch(/create +vm\/create +succeeded/);
    expect(rig.stderr).toMatch(/rehearsed: \d+ calls of the API, \d+s of virtual time/);
    await rig.run('runs');
    expect(rig.stderr).toContain('there is no run yet');
  });

  test('makes happen what a fault plan says', async () => {
    const faults = '- { action: vm/create, nth: each, fault: error-state }';
    using rig = new CliRig({ files: { 'w.yaml': make, 'f.yaml': faults } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'f.yaml')).toBe(1);
    expect(rig.stderr).toContain('undone');
  });

  test.each([
    ['reject', 'is on no VM'],
    ['cut-after', 'may be on no VM'],
  ])('says of an address after %s that it %s', async (fault, words) => {
    const action = fault === 'reject' ? 'vm/floatingip-add' : 'vm/floatingip-delete';
    const error = fault === 'reject' ? ', error: not now' : '';
    const faults = `- { action: ${action}, nth: each, fault: ${fault}${error} }`;
    using rig = new CliRig({ files: { 'w.yaml': move, 'f.yaml': faults } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'f.yaml')).toBe(1);
    expect(rig.stderr).toContain(`${demoIds.blueIp} ${words}`);
  });

  test('points at what is wrong in a fault plan', async () => {
    const faults = '- { action: vm/create, fault: cut-befor }';
    using rig = new CliRig({ files: { 'w.yaml': make, 'f.yaml': faults } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'f.yaml')).toBe(2);
    expect(rig.stderr).toContain('f.yaml:1:31');
    expect(rig.stderr).toContain('did you mean "cut-before"');
  });

  test('says what to give when there is no such fault plan', async () => {
    using rig = new CliRig({ files: { 'w.yaml': make } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'none.yaml')).toBe(2);
    expect(rig.stderr).toContain('none.yaml');
    expect(rig.stderr).toContain('give a fault plan, or --faults each');
  });
});

describe('rehearse --faults each', () => {
  test('prints the table that the README shows', async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const shown = /--faults each\n(call .*?)```/s.exec(readme)?.[1];
    using rig = new CliRig();
    const code = await rig.run('rehearse', swap, '--inputs', swapInputs, '--faults', 'each');
    expect(rig.stdout).toBe(shown);
    expect(code).toBe(0);
  });

  test('tells programs of every fault, also of those that do not pass', async () => {
    using rig = new CliRig({ files: { 'w.yaml': make } });
    await rig.run('rehearse', 'w.yaml', '--faults', 'each', '--format', 'json');
    const tried = JSON.parse(rig.stdout);
    const lasting = { action: 'vm/create', nth: 'each', fault: 'reject', status: 'failed' };
    expect(tried).toContainEqual(expect.objectContaining(lasting));
    const once = { action: 'vm/info', nth: 1, fault: 'cut-before', status: 'succeeded' };
    expect(tried).toContainEqual(expect.objectContaining(once));
    for (const { doubled, unknown } of tried) expect([doubled, unknown]).toEqual([[], []]);
  });

  test('fails when an address is lost and the run does not ask for anybody', async () => {
    using rig = new CliRig({ files: { 'w.yaml': move } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'each')).toBe(1);
    expect(rig.stdout).toMatch(/reject +failed +– +198.18.0.10 is\n +on nothing/);
    expect(rig.stdout).toMatch(/something is lost in \d+/);
  });

  test('shows the run instead when it does not succeed without a fault', async () => {
    const wrong = move.replace(demoIds.databaseVm, demoIds.cacheVm);
    using rig = new CliRig({ files: { 'w.yaml': wrong } });
    expect(await rig.run('rehearse', 'w.yaml', '--faults', 'each')).toBe(1);
    expect(rig.stderr).toContain('already without a fault, the run does not succeed');
    expect(rig.stderr).toMatch(/attach .*failed/);
  });

  test('needs to be asked for before its format is', async () => {
    using rig = new CliRig({ files: { 'w.yaml': make } });
    expect(await rig.run('rehearse', 'w.yaml', '--format', 'json')).toBe(2);
    expect(rig.stderr).toContain('--format goes with --faults each');
  });
});
