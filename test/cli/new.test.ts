import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliRig } from './cli-rig.ts';

const templates = readdirSync(resolve(import.meta.dirname, '../../workflows'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

describe('every template gives a workflow that is valid at once', () => {
  test.each(templates)('%s', async (name) => {
    using rig = new CliRig();
    expect(await rig.run('new', name)).toBe(0);
    expect(rig.stderr).toContain(`perilune run ${name}.yaml --simulate`);
    const [plan = ''] = /perilune plan .*/.exec(rig.stderr) ?? [];
    await rig.run(...plan.split(' ').slice(1));
    expect(rig.stderr).not.toContain('is missing');
    expect(await rig.run('validate', `${name}.yaml`)).toBe(0);
    expect(rig.stderr).toBe('the workflow is valid\n');
    expect(await rig.run('new', name, 'bare.yaml', '--bare')).toBe(0);
    expect(readFileSync(join(rig.folder, 'bare.yaml'), 'utf8')).not.toMatch(/^\s*#/m);
    expect(await rig.run('validate', 'bare.yaml')).toBe(0);
  });
});

test('a file that is there is not replaced, unless that is asked for', async () => {
  using rig = new CliRig({ files: { 'provision.yaml': 'mine' } });
  expect(await rig.run('new', 'provision')).toBe(2);
  expect(rig.stderr).toContain('provision.yaml is there already');
  expect(readFileSync(join(rig.folder, 'provision.yaml'), 'utf8')).toBe('mine');
  expect(await rig.run('new', 'provision', '--force')).toBe(0);
  expect(readFileSync(join(rig.folder, 'provision.yaml'), 'utf8')).not.toBe('mine');
});

test('an unknown template is refused with the nearest one', async () => {
  using rig = new CliRig();
  expect(await rig.run('new', 'provison')).toBe(2);
  expect(rig.stderr).toContain('did you mean "provision"?');
});

test('without a terminal to ask, the templates are listed', async () => {
  using rig = new CliRig();
  expect(await rig.run('new')).toBe(2);
  for (const name of templates) expect(rig.stderr).toContain(name);
});

test('on a terminal it asks, by number or by name', async () => {
  using rig = new CliRig({ answers: ['2', 'provision'] });
  expect(await rig.run('new')).toBe(0);
  expect(existsSync(join(rig.folder, `${templates[1]}.yaml`))).toBe(true);
  expect(await rig.run('new')).toBe(0);
  expect(existsSync(join(rig.folder, 'provision.yaml'))).toBe(true);
});

test('a folder that is not there is said', async () => {
  using rig = new CliRig();
  expect(await rig.run('new', 'provision', 'nowhere/x.yaml')).toBe(2);
  expect(rig.stderr).toContain('nowhere/x.yaml cannot be written');
});
