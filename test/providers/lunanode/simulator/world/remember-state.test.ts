import { expect, test } from 'vitest';

import { rememberState } from '../../../../../src/providers/lunanode/simulator/world/remember-state.ts';
import {
  addCommonThings,
  addSeed,
} from '../../../../../src/providers/lunanode/simulator/world/seed.ts';
import { takeSnapshot } from '../../../../../src/providers/lunanode/simulator/world/world-snapshot.ts';
import { World } from '../../../../../src/providers/lunanode/simulator/world/world.ts';

function worldWithAVm(): World {
  const world = new World({
    accounts: ['me'],
    credit: 1,
    randomSeed: 1,
    startedAt: 0,
    listCacheMs: 0,
    repeats: 'accepted',
  });
  addCommonThings(world);
  addSeed(world, 'me', { vms: [{ hostname: 'web' }], scripts: [{ name: 'boot', content: 'x' }] });
  return world;
}

test('what was changed, added and taken away is as it was, as often as it is asked for', () => {
  const world = worldWithAVm();
  const { state } = world;
  const [vm] = state.vms.values();
  if (vm === undefined) throw new Error('the seed has a VM');
  const before = takeSnapshot(world, 'me');
  const restore = rememberState(state);
  for (let times = 0; times < 2; times += 1) {
    vm.hostname = 'other';
    vm.addresses.push({ ip: '172.20.0.99', port: 'p' });
    vm.securityGroups.add('99');
    state.scripts.clear();
    state.records.set('9', { id: '9', owner: 'me', collection: 'zone', parent: null, fields: {} });
    expect(takeSnapshot(world, 'me')).not.toEqual(before);
    restore();
    expect(takeSnapshot(world, 'me')).toEqual(before);
    expect([...state.vms.values()]).toEqual([vm]);
  }
  expect([...state.vms.values()][0]).toBe(vm);
});
