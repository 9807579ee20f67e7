import { expect, test } from 'vitest';
import { workflowModel } from '../../src/editor/document/workflow-model.ts';
import { OpenFiles } from '../../src/editor/open-files.ts';
import { surroundings } from './edited.ts';

const { catalogue } = surroundings().library;
const parentUri = 'file:///w/parent.yaml';
const childUri = 'file:///w/a%20child.yaml';
const parent = 'steps:\n  - { id: run, uses: workflow/run, with: { file: a child.yaml } }\n';

function child(input: string): string {
  return `name: child\ninputs: { ${input}: { type: string, default: a } }\nsteps: [{ id: a, uses: value/set }]\n`;
}

/** Names of the inputs that the parent's step can give. */
function inputs(files: OpenFiles): string[] {
  const file = files.get(parentUri);
  if (file === undefined) throw new Error('the parent is not open');
  return Object.keys(workflowModel(file, files.library).steps[0]?.child?.inputs ?? {});
}

test('a file that is open is read as the editor has it, however its URI is escaped', () => {
  const files = new OpenFiles(catalogue, (uri) => (uri === childUri ? child('stored') : null));
  files.change({ uri: parentUri, version: 1 }, parent);
  expect(inputs(files)).toEqual(['stored']);
  files.change({ uri: 'file:///w/a child.yaml', version: 1 }, child('typed'));
  expect(inputs(files)).toEqual(['typed']);
  files.close('file:///w/a child.yaml');
  expect(inputs(files)).toEqual(['stored']);
});

test('a file that changed where it is stored is read again after a refresh', () => {
  let stored = child('before');
  const files = new OpenFiles(catalogue, () => stored);
  files.change({ uri: parentUri, version: 1 }, parent);
  expect(inputs(files)).toEqual(['before']);
  stored = child('after');
  files.refresh();
  expect(inputs(files)).toEqual(['after']);
});

test('a file that cannot be read gives nothing', () => {
  const files = new OpenFiles(catalogue, () => null);
  files.change({ uri: parentUri, version: 3 }, parent);
  expect(inputs(files)).toEqual([]);
  expect(files.version(parentUri)).toBe(3);
  files.close(parentUri);
  expect(files.get(parentUri)).toBeUndefined();
  expect(files.version(parentUri)).toBeUndefined();
});
