import { expect, test } from 'vitest';

import { valueSet } from '../../src/actions/value-set.ts';
import { Attempt } from './attempt.ts';

test('gives back exactly what it is given', async () => {
  const input = { zone: 'toronto', sizes: [1, 2.5, null], nested: { 'a b': { deep: true } } };
  await expect(new Attempt().run(valueSet, input)).resolves.toEqual(input);
});
