import { expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { editFile } from '../../../src/editor/document/edited-file.ts';
import { isWorkflow } from '../../../src/editor/language/is-workflow.ts';

function judge(path: string, text: string): boolean {
  return isWorkflow(editFile(createSourceFile(`file:///project/${path}`, text)));
}

test.each([
  [
    'what names the schema',
    'a.yaml',
    '# yaml-language-server: $schema=../schemas/workflow.schema.json\n',
  ],
  [
    'what names the schema as other editors want it',
    'a.yaml',
    '# $schema: https://example.org/workflow.schema.json\n',
  ],
  [
    'what has steps that use actions',
    'deploy.yaml',
    'name: a\nsteps:\n  - id: a\n    uses: vm/cr\n',
  ],
  [
    'what has such steps, and a mistake',
    'deploy.yaml',
    'name: "a\nsteps:\n  - id: a\n    uses: vm/create\n',
  ],
  ['an empty file in a folder of workflows', 'workflows/new.yaml', ''],
])('%s is a workflow', (_, path, text) => {
  expect(judge(path, text)).toBe(true);
});

test.each([
  ['a workflow of GitHub', '.github/workflows/ci.yaml', 'name: ci\non: push\njobs: {}\n'],
  ['an empty one', '.github/workflows/ci.yaml', ''],
  ['services of Compose', 'compose.yaml', 'services: {}\n'],
  ['a resource of Kubernetes', 'workflows/pod.yaml', 'apiVersion: v1\nkind: Pod\n'],
  [
    'steps of another kind',
    'pipeline.yaml',
    'steps:\n  - script: npm test\n  - uses: actions/checkout@v4\n',
  ],
  [
    'what names another schema',
    'workflows/a.yaml',
    '# yaml-language-server: $schema=other.json\nsteps:\n  - uses: vm/create\n',
  ],
  ['any other file', 'notes.yaml', 'name: a\n'],
])('%s is none', (_, path, text) => {
  expect(judge(path, text)).toBe(false);
});
