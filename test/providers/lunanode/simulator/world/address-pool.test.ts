import { describe, expect, test } from 'vitest';

import { formatIpv4, parseSubnet } from '../../../../../src/providers/lunanode/simulator/ipv4.ts';
import {
  allocateFloating,
  releaseFloating,
} from '../../../../../src/providers/lunanode/simulator/world/address-pool.ts';
import { floatingSubnets } from '../../../../../src/providers/lunanode/simulator/world/regions.ts';
import { World } from '../../../../../src/providers/lunanode/simulator/world/world.ts';

/** A world in which all floating addresses of roubaix were given up, but for some. */
function nearlyEmptyPool(left: readonly string[]): World {
  const world = new World({
    accounts: ['me'],
    credit: 1,
    randomSeed: 1,
    startedAt: 0,
    listCacheMs: 0,
    repeats: 'accepted',
  });
  const pool = parseSubnet(floatingSubnets.roubaix);
  for (let number = pool?.first ?? 0; number <= (pool?.last ?? 0); number += 1) {
    const ip = formatIpv4(number);
    if (!left.includes(ip)) world.retiredAddresses.add(ip);
  }
  return world;
}

describe('floating addresses', () => {
  test('are neither the first two nor the last of their range', () => {
    const reserved = ['198.19.128.0', '198.19.128.1', '198.19.255.255'];
    const world = nearlyEmptyPool([...reserved, '198.19.200.7']);
    expect(allocateFloating(world, 'me', 'roubaix').ip).toBe('198.19.200.7');
    expect(() => allocateFloating(world, 'me', 'roubaix')).toThrow('no free address is left');
  });

  test('that were given up are never given out again', () => {
    const world = nearlyEmptyPool(['198.19.200.7']);
    releaseFloating(world, allocateFloating(world, 'me', 'roubaix'));
    expect(() => allocateFloating(world, 'me', 'roubaix')).toThrow('no free address is left');
  });
});
