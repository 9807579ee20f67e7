import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { spelledOut } from '../../src/build/spelled-out.ts';
import type { Catalogue } from '../../src/core/workflow/catalogue.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';

const root = resolve(import.meta.dirname, '../..');
const file = 'src/providers/lunanode/lunanode-catalogue.ts';

/** What the build makes of a file, loaded. */
async function built(): Promise<Readonly<Record<string, Catalogue>>> {
  const { load } = await spelledOut(root, file);
  if (typeof load !== 'function') throw new Error('the plugin loads nothing');
  const loaded = Reflect.apply(load, {}, [resolve(root, file)]) as { readonly code: string };
  return import(`data:text/javascript,${encodeURIComponent(loaded.code)}`);
}

test('a catalogue that is spelled out has every action as it is', async () => {
  const { lunaNodeCatalogue: catalogue } = await built();
  expect(catalogue?.names()).toEqual(lunaNodeSpecs.map(({ name }) => name).toSorted());
  for (const spec of lunaNodeSpecs) expect(catalogue?.get(spec.name)).toStrictEqual(spec);
});

test('it makes an action once, and none that there is not', async () => {
  const { lunaNodeCatalogue: catalogue } = await built();
  expect(catalogue?.get('vm/create')).toBe(catalogue?.get('vm/create'));
  expect(catalogue?.get('vm/creat')).toBeUndefined();
});
