import { expect, test } from 'vitest';
import { CliRig } from './cli-rig.ts';

const head = 'name: test\nsteps:\n';

/** What a person gets wrong, where it is, and what the program says. */
const mistakes: readonly [string, string, { at: string; code: string; says: string }][] = [
  [
    'an unknown key',
    `${head}  - id: a\n    uses: vm/list\n    retri: 3\n`,
    { at: '5:5', code: 'unknown-key', says: 'did you mean "retry"?' },
  ],
  [
    'a wrong type',
    `${head}  - id: a\n    uses: vm/list\n    needs: b\n`,
    { at: '5:12', code: 'wrong-type', says: '"needs" has to be a list' },
  ],
  [
    'an unknown action',
    `${head}  - id: a\n    uses: vm/creat\n`,
    { at: '4:11', code: 'unknown-action', says: 'did you mean "vm/create"?' },
  ],
  [
    'a missing required parameter',
    `${head}  - id: a\n    uses: vm/info\n`,
    { at: '4:11', code: 'missing-parameter', says: 'vm/info needs the parameter "vm_id"' },
  ],
  [
    'a duplicate id',
    `${head}  - id: a\n    uses: vm/list\n  - id: a\n    uses: vm/list\n`,
    { at: '5:9', code: 'duplicate-id', says: 'give this one another id' },
  ],
  [
    'a cycle',
    `${head}  - id: a\n    uses: vm/list\n    needs: [b]\n  - id: b\n    uses: vm/list\n    needs: [a]\n`,
    { at: '5:13', code: 'dependency-cycle', says: 'a → b → a' },
  ],
  [
    'a reference to an unknown step',
    `${head}  - id: a\n    uses: vm/info\n    with: { vm_id: '\${{ steps.creat.outputs.vm_id }}' }\n`,
    { at: '5:31', code: 'unknown-step', says: 'there is no step "creat"' },
  ],
  [
    'an unquoted ${{ in a flow mapping',
    `${head}  - id: a\n    uses: vm/info\n    with: { vm_id: \${{ inputs.x }} }\n`,
    { at: '5:20', code: 'unquoted-expression', says: "put quotes around it: '${{ inputs.x }}'" },
  ],
  [
    'a file that is not YAML',
    'name: [test\nsteps: }\n',
    { at: '1:7', code: 'invalid-yaml', says: 'this `[` is never closed' },
  ],
];

test.each(mistakes)('%s gives one diagnostic at its place', async (_, text, { at, code, says }) => {
  using rig = new CliRig({ files: { 'w.yaml': text } });
  expect(await rig.run('validate', 'w.yaml')).toBe(2);
  expect(rig.stdout).toBe('');
  expect(rig.stderr).toContain(`w.yaml:${at}  error  `);
  expect(rig.stderr).toContain(code);
  expect(rig.stderr).toContain(says);
  expect(rig.stderr.trimEnd().split('\n').at(-1)).toBe('1 error');
});

test('a missing file gives one diagnostic', async () => {
  using rig = new CliRig();
  expect(await rig.run('validate', 'nowhere.yaml')).toBe(2);
  expect(rig.stderr).toBe(
    'nowhere.yaml:1:1  error  there is no such file  unreadable-file\n' +
      '   name a workflow file, such as workflows/provision.yaml\n\n1 error\n',
  );
});

test('a file that is not text gives one diagnostic', async () => {
  using rig = new CliRig({ files: { 'folder/x.yaml': '' } });
  expect(await rig.run('validate', 'folder')).toBe(2);
  expect(rig.stderr).toContain('folder:1:1  error  this is a folder');
});

test('valid files are said to be valid', async () => {
  const text = `${head}  - { id: a, uses: vm/list }\n`;
  using rig = new CliRig({ files: { 'a.yaml': text, 'b.yaml': text } });
  expect(await rig.run('validate', 'a.yaml', 'b.yaml')).toBe(0);
  expect(rig.stderr).toBe('2 workflows are valid\n');
});

test('json gives diagnostics to a program, on stdout', async () => {
  using rig = new CliRig({ files: { 'w.yaml': `${head}  - { id: a, uses: vm/creat }\n` } });
  expect(await rig.run('validate', 'w.yaml', '--format', 'json')).toBe(2);
  expect(rig.stderr).toBe('');
  expect(JSON.parse(rig.stdout)).toEqual([
    {
      file: 'w.yaml',
      line: 3,
      column: 20,
      endLine: 3,
      endColumn: 28,
      severity: 'error',
      code: 'unknown-action',
      message: 'there is no action "vm/creat"',
      hint: 'did you mean "vm/create"?',
    },
  ]);
});
