import { expect, test } from 'vitest';
import {
  createCatalogue,
  joinCatalogues,
  unknownAction,
} from '../../../src/core/workflow/catalogue.ts';

test('joined catalogues have the actions of all, and the first of those with one name', () => {
  const [a, b, otherB, c] = ['a/do', 'b/do', 'b/do', 'c/do'].map(unknownAction);
  const first = createCatalogue([a, b].flatMap((spec) => spec ?? []));
  const second = createCatalogue([otherB, c].flatMap((spec) => spec ?? []));
  const joined = joinCatalogues(first, second);
  expect(joined.names()).toEqual(['a/do', 'b/do', 'c/do']);
  expect(joined.get('b/do')).toBe(b);
  expect(joined.get('c/do')).toBe(c);
  expect(joined.get('d/do')).toBeUndefined();
});
