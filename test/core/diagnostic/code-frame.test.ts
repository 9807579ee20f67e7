import { describe, expect, test } from 'vitest';
import { renderDiagnostic, type Paint } from '../../../src/core/diagnostic/code-frame.ts';
import type { Diagnostic } from '../../../src/core/diagnostic/diagnostic.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';

/** A diagnostic about a part of a text. */
function about(text: string, part: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(part);
  expect(start).not.toBe(-1);
  return {
    code: 'unknown-step',
    severity: 'error',
    file: createSourceFile('deploy.yaml', text),
    range: { start, end: start + part.length },
    message: 'there is no such step',
    ...more,
  };
}

const text = 'name: x\nsteps:\n  - needs: [biuld]\n';

test('shows the place, what is wrong, the line, and what to do', () => {
  expect(renderDiagnostic(about(text, 'biuld', { hint: 'did you mean "build"?' }))).toBe(
    [
      'deploy.yaml:3:13  error  there is no such step  unknown-step',
      '   3 |   - needs: [biuld]',
      '     |             ^^^^^ did you mean "build"?',
    ].join('\n'),
  );
});

test('shows other places that have to do with it', () => {
  const { file, range } = about(text, 'name');
  const related = [{ file, range, message: 'the first one is here' }];
  expect(renderDiagnostic(about(text, 'biuld', { related }))).toContain(
    '\n  deploy.yaml:1:1  the first one is here\n   1 | name: x\n     | ^^^^',
  );
});

test('marks as much of the first line as a range over several lines takes', () => {
  expect(renderDiagnostic(about(text, 'steps:\n  - needs'))).toContain(
    '   2 | steps:\n     | ^^^^^^',
  );
});

test('marks one place where there is nothing', () => {
  const diagnostic = { ...about(text, 'name'), range: { start: 7, end: 7 } };
  expect(renderDiagnostic(diagnostic)).toContain('   1 | name: x\n     |        ^');
});

test('has no line to show of an empty file', () => {
  const file = createSourceFile('empty.yaml', '');
  const diagnostic = { ...about(text, 'name', { hint: 'write one' }), file };
  expect(renderDiagnostic({ ...diagnostic, range: { start: 0, end: 0 } })).toBe(
    'empty.yaml:1:1  error  there is no such step  unknown-step\n   write one',
  );
});

test('keeps columns in line where there are tabs', () => {
  expect(renderDiagnostic(about('a:\tbad\n', 'bad'))).toContain('   1 | a: bad\n     |    ^^^');
});

describe('a long line', () => {
  const long = `key: ${'x'.repeat(300)} bad ${'y'.repeat(300)}\n`;

  test('is shown around the place', () => {
    const [, line = '', mark = ''] = renderDiagnostic(about(long, 'bad')).split('\n');
    expect(line.length).toBeLessThan(140);
    const at = mark.indexOf('^');
    expect(line.slice(at, at + 3)).toBe('bad');
  });

  test('is marked no further than it is shown', () => {
    const lines = renderDiagnostic(about(long, 'x'.repeat(300))).split('\n');
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThan(140);
  });
});

describe('colour', () => {
  const tags: Paint = {
    error: (part) => `<e>${part}</e>`,
    warning: (part) => `<w>${part}</w>`,
    dim: (part) => `<d>${part}</d>`,
    bold: (part) => `<b>${part}</b>`,
  };
  const diagnostic = about(text, 'biuld', { hint: 'did you mean "build"?' });

  test('changes nothing but the colour', () => {
    const painted = renderDiagnostic(diagnostic, tags);
    expect(painted.replaceAll(/<\/?.>/g, '')).toBe(renderDiagnostic(diagnostic));
  });

  test('tells errors and warnings apart', () => {
    expect(renderDiagnostic(diagnostic, tags)).toContain('<e>error</e>');
    const warning = renderDiagnostic({ ...diagnostic, severity: 'warning' }, tags);
    expect(warning).toContain('<w>warning</w>');
    expect(warning).not.toContain('<e>');
  });
});
