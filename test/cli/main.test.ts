import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { CliRig } from './cli-rig.ts';

test('help names every command and fits 80 columns', async () => {
  using rig = new CliRig();
  expect(await rig.run('--help')).toBe(0);
  for (const { name } of commands) expect(rig.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(rig.stdout).toMatchSnapshot();
  expect(Math.max(...rig.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test.each(commands.map(({ name }) => name))('help of %s', async (name) => {
  using rig = new CliRig();
  expect(await rig.run(name, '--help')).toBe(0);
  expect(rig.stdout).toMatchSnapshot();
  const asked = rig.stdout;
  await rig.run('help', name);
  expect(rig.stdout).toBe(asked);
});

test('without a command it shows the help and ends with 2', async () => {
  using rig = new CliRig();
  expect(await rig.run()).toBe(2);
  expect(rig.stdout).toBe('');
  expect(rig.stderr).toContain('Usage: perilune COMMAND');
});

test('the version is that of the package', async () => {
  using rig = new CliRig();
  const found: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await rig.run('--version')).toBe(0);
  expect(found).toMatchObject({ version: rig.stdout.trim() });
});

const misuse: readonly [string[], string, string][] = [
  [['runn', 'x.yaml'], 'there is no command "runn"', 'did you mean "perilune run"?'],
  [['frobnicate'], 'there is no command "frobnicate"', 'see perilune --help'],
  [['--frobnicate'], 'there is no flag --frobnicate', 'see perilune --help'],
  [['run'], 'perilune run needs FILE', 'for example: perilune run'],
  [['run', 'a.yaml', 'b.yaml'], 'perilune run has no use for "b.yaml"', 'for example:'],
  [
    ['run', 'a.yaml', '--simulat'],
    'perilune run has no flag --simulat',
    'did you mean --simulate?',
  ],
  [
    ['run', 'a.yaml', '--output', 'pretty'],
    '--output cannot be "pretty"',
    'tasks, lines, ndjson, quiet',
  ],
  [['run', 'a.yaml', '--output'], '--output needs a value', '--output HOW'],
  [['run', 'a.yaml', '--simulate=yes'], '--simulate takes no value', ''],
  [['simulator', '--port', 'http'], '--port is a whole number from 0 to 65535', ''],
  [['simulator', '--speed', '0'], '--speed is a number above 0', ''],
  [['actions', 'vm/creat'], 'there is no action "vm/creat"', 'did you mean "vm/create"?'],
];

test.each(misuse)('%j is refused with a way out', async (words, says, hint) => {
  using rig = new CliRig();
  expect(await rig.run(...words)).toBe(2);
  expect(rig.stdout).toBe('');
  expect(rig.stderr).toContain(`perilune: ${says}`);
  expect(rig.stderr).toContain(hint);
});

test('the actions of one category are listed by its name', async () => {
  using rig = new CliRig();
  expect(await rig.run('actions', 'plan')).toBe(0);
  expect(rig.stdout).toMatch(/^plan .*\n {2}plan\/list +read +List the plans\n/);
  expect(rig.stdout).not.toContain('vm/create');
});

test('what follows -- is no flag', async () => {
  using rig = new CliRig();
  expect(await rig.run('validate', '--', '--help-me.yaml')).toBe(2);
  expect(rig.stderr).toContain('--help-me.yaml:1:1  error  there is no such file');
});
