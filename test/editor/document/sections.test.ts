import { expect, test } from 'vitest';
import { cutIntoSections } from '../../../src/editor/document/sections.ts';

function cuts(text: string) {
  return cutIntoSections(text).map(({ path, text: part }) => [path.join('.'), part]);
}

test('cuts a workflow at its keys and at its steps', () => {
  const text = `# about
name: a
inputs:
  size: { type: string }
steps:
  - id: one
    uses: vm/list
  # between
  - id: two
    needs:
      - one
finally:
- id: last
outputs: {}
`;
  expect(cuts(text)).toEqual([
    ['', '# about\n'],
    ['', 'name: a\n'],
    ['', 'inputs:\n  size: { type: string }\n'],
    ['', 'steps:\n'],
    ['steps.0', '  - id: one\n    uses: vm/list\n  # between\n'],
    ['steps.1', '  - id: two\n    needs:\n      - one\n'],
    ['', 'finally:\n'],
    ['finally.0', '- id: last\n'],
    ['', 'outputs: {}\n'],
  ]);
});

test('leaves out nothing and adds nothing', () => {
  const text = 'steps: # these\r\n    - id: one\r\n\r\n    -\r\n  - odd\r\nmore: [\r\n]\r\n';
  const sections = cutIntoSections(text);
  expect(sections.map((section) => section.text).join('')).toBe(text);
  expect(sections.map(({ start }) => start)).toEqual(
    sections.map(
      (_, at) =>
        sections
          .slice(0, at)
          .map((section) => section.text)
          .join('').length,
    ),
  );
  expect(sections.map(({ path }) => path.join('.'))).toEqual(['', '', 'steps.0', 'steps.1', '']);
});

test('steps in brackets stay in one section', () => {
  expect(cuts('steps: [\n  { id: one },\n]\n')).toEqual([
    ['', ''],
    ['', 'steps: [\n  { id: one },\n]\n'],
  ]);
});
