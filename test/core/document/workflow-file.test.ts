import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { readWorkflowFile } from '../../../src/core/document/read-workflow-file.ts';
import type { DocumentPath, WorkflowFile } from '../../../src/core/document/workflow-file.ts';

function open(text: string): WorkflowFile {
  const read = readWorkflowFile(createSourceFile('test.yaml', text));
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  return read.file;
}

const text = `name: x
steps:
  - id: one
    with: { text: 'a \${{ b }}', list: [1, two] }
  - &again
    id: two
    empty:
  - *again
`;

const file = open(text);

function at({ start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end);
}

describe('finds a value where it stands', () => {
  test.each([
    [['name'], 'x'],
    [['steps', 0, 'id'], 'one'],
    [['steps', 0, 'with', 'list', 1], 'two'],
    [['steps', 0, 'with', 'list'], '[1, two]'],
    [['steps', 2, 'id'], 'two'],
    [['steps', 2], '*again'],
  ] as [DocumentPath, string][])('%j', (path, expected) => {
    expect(at(file.rangeOf(path))).toBe(expected);
  });
});

test('finds the nearest thing around what is not there', () => {
  expect(at(file.rangeOf(['steps', 0, 'with', 'nothing', 'deeper']))).toContain("{ text: 'a");
  expect(at(file.rangeOf(['name', 'deeper']))).toBe('x');
  expect(at(file.rangeOf(['steps', 9, 'id']))).toContain('- id: one');
});

test('finds a key', () => {
  expect(at(file.rangeOfKey(['steps', 0, 'with']))).toBe('with');
  expect(at(file.rangeOfKey(['steps', 0, 'with', 'text']))).toBe('text');
  expect(at(file.rangeOfKey(['steps', 0]))).toContain('id: one');
  expect(at(file.rangeOfKey([]))).toContain('name: x');
});

test('a key without a value has a place all the same', () => {
  const { start } = file.rangeOf(['steps', 1, 'empty']);
  expect(text.slice(0, start)).toMatch(/empty:$/);
});

describe('finds a part of a text', () => {
  const path = ['steps', 0, 'with', 'text'];

  test('by its place in the text as it was read', () => {
    expect(at(file.rangeInText(path, 6, 7))).toBe('b');
    expect(at(file.rangeInText(path, 2, 10))).toBe('${{ b }}');
  });

  test('or the whole value when there is no such part, or the value is no text', () => {
    expect(at(file.rangeInText(path, 50, 60))).toBe("'a ${{ b }}'");
    expect(at(file.rangeInText(['steps', 0, 'with', 'list'], 0, 1))).toBe('[1, two]');
  });

  test('one character at least', () => {
    expect(at(file.rangeInText(path, 6, 6))).toBe('b');
  });
});

test('a file full of aliases is refused at once', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 40; level += 1) {
    const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
    lines.push(`a${level}: &a${level} [${aliases}]`);
  }
  const startedAt = performance.now();
  const read = readWorkflowFile(createSourceFile('bomb.yaml', lines.join('\n')));
  expect(read.ok).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
