import { describe, expect, test } from 'vitest';

import { demoAccount } from '../../../../src/providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../../../src/providers/lunanode/simulator/demo-world.ts';
import { startSimulator } from '../../../../src/providers/lunanode/simulator/simulator.ts';
import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { ManualClock } from './manual-clock.ts';
import { alice, bob, Rig, startRig } from './rig.ts';

const vmId = '16b64847-0a86-42ea-bea8-ed60bd960c68';

describe('a seed', () => {
  test('puts VMs in place that run, with the ids and addresses it names', async () => {
    await using rig = await startRig({
      seed: {
        vms: [
          {
            id: vmId,
            hostname: 'blue',
            plan: 'm.4',
            image: 'Debian 12 64-bit (template)',
            ip: '198.18.0.10',
            privateIp: '172.20.0.10',
          },
          { hostname: 'off', status: 'shutoff', ip: null },
        ],
      },
    });
    const { info, extra } = await rig.ok('vm/info', { vm_id: vmId });
    expect(info).toMatchObject({
      hostname: 'blue',
      status_raw: 'active',
      image: 'Debian 12 64-bit (template)',
      ip: '198.18.0.10',
      privateip: '172.20.0.10',
      security_groups: ['default'],
    });
    expect(extra).toMatchObject({ plan_id: '88', primaryip: '198.18.0.10', os_status: 'active' });
    expect((await rig.ok('vm/list')).vms).toMatchObject([
      { vm_id: vmId },
      { hostname: 'off', os_status: 'shutoff', primaryip: '' },
    ]);
  });

  test('puts the other things in place', async () => {
    await using rig = await startRig({
      seed: {
        floating: [{ ip: '198.18.0.20' }, { region: 'roubaix' }],
        images: [
          { id: '500001', name: 'backup one' },
          { name: 'installer', iso: true },
        ],
        volumes: [{ id: '900', name: 'root', sizeGb: 30 }],
        scripts: [{ id: '77', name: 'setup', content: '#!/bin/sh' }],
        sshKeys: [{ id: '88', label: 'mine', value: 'ssh-ed25519 AAAA me' }],
        vms: [
          { id: vmId, hostname: 'db', volume: '900' },
          { hostname: 'web', image: '500001', ip: '198.18.0.20' },
          { hostname: 'iso', image: publicImageIds.debian12Iso.montreal, region: 'montreal' },
        ],
      },
    });
    const world = rig.simulator.snapshot();
    expect(world.vms.map(({ image }) => image)).toEqual([
      'root',
      'backup one',
      'Debian 12 64-bit netinst (ISO)',
    ]);
    expect(world.volumes).toMatchObject([
      { id: '900', state: { status: 'in-use', vm: vmId, boot: true } },
    ]);
    expect(world.vms[1]?.floating).toEqual(['198.18.0.20']);
    expect(world.floating.filter(({ attachedTo }) => attachedTo === null)).toMatchObject([
      { region: 'roubaix' },
    ]);
    expect(world.images).toMatchObject([{ id: '500001', status: 'active' }, { name: 'installer' }]);
    expect(await rig.ok('script/get', { script_id: '77' })).toMatchObject({ name: 'setup' });
    expect(await rig.ok('sshkey/list')).toMatchObject({ 0: { id: '88' } });
  });

  test('is the first account’s, unless it is another one’s', async () => {
    await using rig = await startRig({
      seed: { vms: [{ hostname: 'first' }] },
      seeds: { [bob.apiId]: { vms: [{ hostname: 'second' }] } },
    });
    const names = (apiId?: string) =>
      rig.simulator.snapshot(apiId).vms.map(({ hostname }) => hostname);
    expect(names()).toEqual(['first']);
    expect(names(alice.apiId)).toEqual(['first']);
    expect(names(bob.apiId)).toEqual(['second']);
  });

  test.each([
    [{ vms: [{ hostname: 'x', plan: 'm.3' }] }, 'plan: m.3'],
    [{ vms: [{ hostname: 'x', image: 'Windows' }] }, 'not in toronto: Windows'],
    [{ vms: [{ hostname: 'x', volume: '1' }] }, 'volume: 1'],
  ])('that names what does not exist is an error: %j', async (seed, text) => {
    await expect(startRig({ seed })).rejects.toThrow(text);
  });
});

describe('the world', () => {
  const story = async (randomSeed: number) => {
    await using rig = await startRig({ randomSeed });
    const vm_id = await rig.activeVm();
    await rig.ok('vm/ip-add', { vm_id });
    await rig.ok('vm/snapshot', { vm_id, name: 'now' });
    return [rig.simulator.snapshot(), await rig.info(vm_id)];
  };

  test('is the same for the same number, down to ids, addresses and passwords', async () => {
    expect(await story(7)).toEqual(await story(7));
  });

  test('is another one for another number', async () => {
    const [one, other] = [JSON.stringify(await story(7)), JSON.stringify(await story(8))];
    expect(one).not.toBe(other);
  });

  test('has ids that are UUIDs of version 4', async () => {
    await using rig = await startRig();
    for (let count = 0; count < 20; count += 1) {
      expect(await rig.activeVm()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  test('is pictured as plain data that does not change afterwards', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const before = rig.simulator.snapshot();
    const copy = structuredClone(before);
    await rig.ok('vm/rename', { vm_id, hostname: 'other' });
    await rig.ok('vm/floatingip-delete', { vm_id });
    expect(before).toEqual(copy);
    expect(rig.simulator.snapshot()).not.toEqual(copy);
  });

  test('is pictured as it is now, also when nobody has called since', async () => {
    await using rig = await startRig();
    await rig.ok('vm/create', { hostname: 'web', plan_id: 'm.2', image_id: '362401' });
    rig.clock.advance(15);
    expect(rig.simulator.snapshot().vms).toMatchObject([{ status: 'active' }]);
  });
});

test('the demo world can be put in place', async () => {
  await using rig = await startRig({ seed: demoWorld });
  const { vms } = rig.simulator.snapshot();
  expect(vms.map(({ hostname }) => hostname)).toEqual(
    demoWorld.vms?.map(({ hostname }) => hostname),
  );
  expect(vms.map(({ task }) => task)).toEqual(vms.map(() => ''));
});

test('the demo account has an id and a key of the right lengths, and opens the simulator', async () => {
  expect(demoAccount.apiId).toHaveLength(16);
  expect(demoAccount.apiKey).toHaveLength(128);
  const clock = new ManualClock();
  await using rig = new Rig(clock, await startSimulator({ clock, accounts: [demoAccount] }));
  await rig.ok('vm/list', {}, demoAccount);
});
