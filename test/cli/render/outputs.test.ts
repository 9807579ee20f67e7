import { expect, test } from 'vitest';
import { renderOutputs, renderOutputsJson } from '../../../src/cli/render/outputs.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';

const outputs = {
  vm_id: '8c1d',
  addresses: ['192.0.2.1', '192.0.2.2'],
  ready: true,
  none: null,
  note: 'a\nb',
};
const paint = createPaint(false);

test('a person reads names and values in two columns', () => {
  expect(renderOutputs(outputs, { paint, columns: Infinity })).toEqual([
    '  vm_id      8c1d',
    '  addresses  ["192.0.2.1","192.0.2.2"]',
    '  ready      true',
    '  none       null',
    '  note       a b',
  ]);
});

test('a long value is cut where the line ends', () => {
  expect(renderOutputs(outputs, { paint, columns: 24 })[1]).toBe('  addresses  ["192.0.2.…');
});

test('a program reads one JSON object', () => {
  const text = renderOutputsJson(outputs);
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text)).toEqual(outputs);
});
