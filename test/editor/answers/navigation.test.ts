import { describe, expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { definitionAt } from '../../../src/editor/answers/definition.ts';
import { referencesAt } from '../../../src/editor/answers/references.ts';
import { renameAt, renamedAt } from '../../../src/editor/answers/rename.ts';
import { symbolsOf } from '../../../src/editor/answers/symbols.ts';
import { offsetIn } from '../../../src/editor/position.ts';
import { edited, surroundings, uri } from '../edited.ts';

const text = `name: example
inputs:
  create: { type: string }
secrets: [TOKEN]
env: { REGION: '\${{ inputs.create }}' }
steps:
  - id: create
    uses: vm/create
    with: { hostname: '\${{ inputs.create }}', plan_id: m.1, image_id: "\${{ env.REGION }}" }
  - id: second
    needs: [create]
    uses: http/request
    if: steps.create.status == 'succeeded' && steps["create"].outputs.create != ""
    with:
      url: >-
        http://\${{ steps.create.outputs.ip }}/create?\${{ secrets.TOKEN }}-\${{
        steps.create.outputs.vm_id }}
  - id: created
    needs:
      - "create"
    uses: value/set
    foreach: \${{ [steps.create.outputs.ip].map(create, create) }}
    with: { a: 'it''s \${{ steps.create.outputs.ip }}', b: "\\"q\\" \${{ steps[\\"create\\"].outputs.ip }}" }
outputs:
  create: \${{ steps.create.outputs.ip }}
`;

/** The text with a cursor in the first occurrence of a word after a mark. */
function at(after: string, word: string, within = text): string {
  const start = within.indexOf(word, within.indexOf(after));
  return `${within.slice(0, start + 1)}|${within.slice(start + 1)}`;
}

/** Line and column, from 1, and the text of each place. */
function places(locations: readonly Location[], within = text): string[] {
  const source = createSourceFile(uri, within);
  return locations.map((location) => {
    const { start, end } = location.range;
    const found = within.slice(offsetIn(source, start), offsetIn(source, end));
    const file = location.uri === uri ? '' : `${location.uri} `;
    return `${file}${start.line + 1}:${start.character + 1} ${location.uri === uri ? found : ''}`.trim();
  });
}

function definition(marked: string, files?: Readonly<Record<string, string>>): string[] {
  const { file, offset } = edited(marked);
  return places(definitionAt(file, offset, surroundings(files).library));
}

function references(marked: string, includeDeclaration = true): string[] {
  const { file, offset } = edited(marked);
  return places(referencesAt(file, offset, { includeDeclaration }));
}

const occurrences = [
  '7:9 create',
  '11:13 create',
  '13:15 create',
  '13:54 create',
  '16:26 create',
  '17:15 create',
  '20:10 create',
  '22:25 create',
  '23:33 create',
  '23:78 create',
  '25:21 create',
];

describe('go to definition', () => {
  test.each([
    ['a step in `needs`', at('needs: [', 'create'), ['7:9 create']],
    ['a step in an expression', at('if: ', 'create'), ['7:9 create']],
    ['an output of a step', at('/create?', 'vm_id'), ['7:9 create']],
    ['a step in brackets and quotes', at('&& steps[', 'create'), ['7:9 create']],
    ['an input', at('{ hostname', 'create'), ['3:3 create']],
    ['a secret', at('/create?', 'TOKEN'), ['4:11 TOKEN']],
    ['a variable of the environment', at('image_id', 'REGION'), ['5:8 REGION']],
    ['a function', at('foreach', 'map'), []],
    ['free text', at('name', 'example'), []],
  ])('%s', (_, marked, expected) => {
    expect(definition(marked)).toEqual(expected);
  });

  const parent = `steps:
  - id: run
    uses: workflow/run
    with: { file: parts/child.yaml, inputs: { size: 1 } }
`;
  const child = 'file:///project/workflows/parts/child.yaml';
  const files = {
    [child]:
      'name: child\ninputs:\n  size: { type: integer }\nsteps: [{ id: a, uses: value/set }]\n',
  };

  test('the file of a sub-workflow', () => {
    expect(definition(at('file:', 'parts', parent), files)).toEqual([`${child} 1:1`]);
    expect(definition(at('file:', 'parts', parent))).toEqual([]);
  });

  test('an input of a sub-workflow', () => {
    expect(definition(at('inputs:', 'size', parent), files)).toEqual([`${child} 3:3`]);
  });
});

describe('find references', () => {
  test.each([
    ['its declaration', at('- id: ', 'create')],
    ['a need', at('needs: [', 'create')],
    ['a path', at('if: ', 'create')],
    ['an index', at('&& steps[', 'create')],
  ])('finds every place that names a step, from %s', (_, marked) => {
    expect(references(marked)).toEqual(occurrences);
  });

  test('leaves out the declaration when asked to', () => {
    expect(references(at('- id: ', 'create'), false)).toEqual(occurrences.slice(1));
  });

  test('an input of the same name is something else', () => {
    expect(references(at('inputs:', 'create'))).toEqual([
      '3:3 create',
      '5:28 create',
      '9:35 create',
    ]);
  });

  test('a field called `steps`, and what is a key, name no step', () => {
    const marked = `steps:
  - id: on|e
    uses: value/set
outputs:
  a: \${{ inputs.steps.one + run["steps"].one + steps.one.outputs.one }}
  '\${{ steps.one }}': \${{ steps }}
`;
    const { file, offset, text: plain } = edited(marked);
    const found = referencesAt(file, offset, { includeDeclaration: true });
    expect(places(found, plain)).toEqual(['2:9 one', '5:54 one']);
  });

  test('a name at the end of a line that goes on is found without what follows', () => {
    const marked = `steps:
  - id: on|e
    uses: value/set
outputs:
  a: "\${{ steps.one\\
    .outputs }}"
  b: \${{ steps.one
    .outputs }}
`;
    const { file, offset, text: plain } = edited(marked);
    const found = referencesAt(file, offset, { includeDeclaration: false });
    expect(places(found, plain)).toEqual(['5:17 one', '7:16 one']);
  });

  test('nothing is found where nothing is named', () => {
    expect(references(at('', 'outputs.ip'))).toEqual([]);
  });
});

describe('rename', () => {
  function rename(marked: string, newName: string) {
    const { file, offset } = edited(marked);
    return renameAt(file, offset, newName);
  }

  test('offers the id of a step, wherever it is named', () => {
    const { file, offset } = edited(at('&& steps[', 'create'));
    expect(renamedAt(file, offset)).toEqual({
      range: { start: { line: 12, character: 53 }, end: { line: 12, character: 59 } },
      placeholder: 'create',
    });
  });

  test('offers nothing else', () => {
    for (const marked of [at('inputs:', 'create'), at('name', 'example'), at('if: ', 'status')]) {
      const { file, offset } = edited(marked);
      expect(renamedAt(file, offset)).toBeNull();
    }
  });

  test('changes every place, and nothing else', () => {
    const result = rename(at('- id: ', 'create'), 'made');
    if (!result.ok) throw new Error(result.reason);
    const source = createSourceFile(uri, text);
    const changed = result.edits.toReversed().reduce((before, { range, newText }) => {
      const [start, end] = [offsetIn(source, range.start), offsetIn(source, range.end)];
      return before.slice(0, start) + newText + before.slice(end);
    }, text);
    expect(result.edits).toHaveLength(occurrences.length);
    expect(changed).toBe(
      text
        .replaceAll('steps.create', 'steps.made')
        .replaceAll('steps["create"]', 'steps["made"]')
        .replaceAll('steps[\\"create\\"]', 'steps[\\"made\\"]')
        .replace('id: create\n', 'id: made\n')
        .replace('needs: [create]', 'needs: [made]')
        .replace('- "create"', '- "made"'),
    );
  });

  test.each([
    ['second', 'there is a step "second" already'],
    ['Made', 'an id has small letters, digits and "_", and starts with a letter'],
    ['a'.repeat(65), 'an id has small letters, digits and "_", and starts with a letter'],
  ])('refuses %s', (newName, reason) => {
    expect(rename(at('- id: ', 'create'), newName)).toEqual({ ok: false, reason });
  });

  test('refuses what is no step', () => {
    const reason = 'only the id of a step can be renamed';
    expect(rename(at('inputs:', 'create'), 'made')).toEqual({ ok: false, reason });
  });

  test('works in a file that is not valid', () => {
    const broken = text.replace('uses: vm/create\n', 'uses: vm/create\n    needs: [\n');
    const result = rename(at('- id: ', 'create', broken), 'made');
    expect(result.ok && result.edits).toHaveLength(occurrences.length);
  });
});

test('the outline has the steps under `steps` and `finally`, and what the workflow declares', () => {
  const marked = `|${text.replace('outputs:\n', 'finally:\n  - uses: vm/list\n\noutputs:\n')}`;
  const tree = symbolsOf(edited(marked).file).map(({ name, children }) => [
    name,
    (children ?? []).map((child) => [child.name, child.detail].filter(Boolean).join(' ')),
  ]);
  expect(tree).toEqual([
    ['inputs', ['create']],
    ['secrets', ['TOKEN']],
    ['env', ['REGION']],
    ['steps', ['create vm/create', 'second http/request', 'created value/set']],
    ['finally', ['(no id) vm/list']],
    ['outputs', ['create']],
  ]);
});

test('a place in the outline is inside of what it belongs to', () => {
  for (const symbol of symbolsOf(edited(`|${text}`).file)) {
    for (const child of symbol.children ?? []) {
      expect(child.range.start.line).toBeGreaterThanOrEqual(symbol.range.start.line);
      expect(child.range.end.line).toBeLessThanOrEqual(symbol.range.end.line);
      expect(child.selectionRange.start.line).toBeGreaterThanOrEqual(child.range.start.line);
      expect(child.selectionRange.end.line).toBeLessThanOrEqual(child.range.end.line);
    }
  }
});
