import { expect, test } from 'vitest';
import {
  hasErrors,
  placeOf,
  sortDiagnostics,
  type Diagnostic,
} from '../../../src/core/diagnostic/diagnostic.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';

function at(path: string, start: number, change: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'unknown-key',
    severity: 'error',
    file: createSourceFile(path, 'one\ntwo\n'),
    range: { start, end: start + 1 },
    message: 'a',
    ...change,
  };
}

test('are in the order of reading: file, place, code, message', () => {
  const sorted = [
    at('a.yaml', 0),
    at('a.yaml', 4),
    at('a.yaml', 4, { range: { start: 4, end: 7 } }),
    at('b.yaml', 0, { code: 'missing-key' }),
    at('b.yaml', 0),
    at('b.yaml', 0, { message: 'b' }),
  ];
  expect(sortDiagnostics(sorted.toReversed())).toEqual(sorted);
  expect(sortDiagnostics(sorted)).toEqual(sorted);
});

test('a place is path, line and column, both from 1', () => {
  expect(placeOf(at('a.yaml', 0))).toBe('a.yaml:1:1');
  expect(placeOf(at('a.yaml', 5))).toBe('a.yaml:2:2');
});

test('warnings are no errors', () => {
  expect(hasErrors([at('a.yaml', 0, { severity: 'warning' })])).toBe(false);
  expect(hasErrors([at('a.yaml', 0, { severity: 'warning' }), at('a.yaml', 0)])).toBe(true);
  expect(hasErrors([])).toBe(false);
});
