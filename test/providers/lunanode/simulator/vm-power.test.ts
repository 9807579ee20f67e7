import { describe, expect, test } from 'vitest';

import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { startRig, type Rig } from './rig.ts';

/** The states that a VM shows, after each of some seconds. */
async function states(rig: Rig, vm_id: string, seconds: readonly number[]): Promise<string[]> {
  const seen: string[] = [];
  for (const second of seconds) {
    rig.clock.advance(second);
    const { status_raw, task_state, status_nohtml } = await rig.info(vm_id);
    seen.push(`${status_raw} ${task_state || '-'} ${status_nohtml}`);
  }
  return seen;
}

async function stoppedVm(rig: Rig, parameters = {}): Promise<string> {
  const vm_id = await rig.activeVm(parameters);
  await rig.ok('vm/stop', { vm_id });
  rig.clock.advance(4);
  return vm_id;
}

test('vm/stop powers off for four seconds, vm/start powers on again', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok('vm/stop', { vm_id });
  expect(await states(rig, vm_id, [0, 3.9, 0.1])).toEqual([
    'active powering-off Powering off',
    'active powering-off Powering off',
    'shutoff - Offline',
  ]);
  await rig.ok('vm/start', { vm_id });
  expect(await states(rig, vm_id, [0, 4])).toEqual([
    'shutoff powering-on Powering on',
    'active - Online',
  ]);
});

test('vm/reboot takes eight seconds, each time anew', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  for (const _ of ['first', 'second']) {
    await rig.ok('vm/reboot', { vm_id });
    expect(await states(rig, vm_id, [0, 7.9, 0.1])).toEqual([
      'reboot rebooting Rebooting',
      'reboot reboot_started Rebooting',
      'active - Online',
    ]);
  }
});

describe('vm/rescue', () => {
  test('takes six seconds into the rescue system', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/rescue', { vm_id });
    expect(await states(rig, vm_id, [0, 6])).toEqual([
      'active rescuing Entering rescue',
      'rescue - Rescue',
    ]);
  });

  test.each(['vm/start', 'vm/reboot'])('is left by %s', async (action) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/rescue', { vm_id });
    rig.clock.advance(6);
    await rig.ok(action, { vm_id });
    expect(await states(rig, vm_id, [0, 6])).toEqual([
      'rescue unrescuing Leaving rescue',
      'active - Online',
    ]);
  });
});

describe('a VM that is at something else refuses', () => {
  test.each(['vm/reboot', 'vm/rescue', 'vm/shelve', 'vm/snapshot', 'vm/stop'])(
    '%s while it is built',
    async (action) => {
      await using rig = await startRig();
      const { vm_id } = await rig.ok('vm/create', {
        hostname: 'web',
        plan_id: 'm.2',
        image_id: '362401',
      });
      const more = action === 'vm/snapshot' ? { name: 'x' } : {};
      expect(await rig.refused(action, { vm_id, ...more })).toContain('busy (scheduling)');
      rig.clock.advance(15);
      await rig.ok(action, { vm_id, ...more });
    },
  );

  test('to be started while it powers off', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/stop', { vm_id });
    expect(await rig.refused('vm/start', { vm_id })).toContain('busy (powering-off)');
  });

  test('what leads nowhere from its state', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/shelve', { vm_id });
    rig.clock.advance(200);
    for (const action of ['vm/start', 'vm/stop', 'vm/reboot', 'vm/rescue']) {
      expect(await rig.refused(action, { vm_id })).toContain('shelved_offloaded');
    }
  });
});

describe('vm/diskswap', () => {
  const iso = { image_id: publicImageIds.debian12Iso.toronto };

  test('toggles for a stopped VM that was installed from an ISO', async () => {
    await using rig = await startRig();
    const vm_id = await stoppedVm(rig, iso);
    const seen: unknown[] = [];
    for (let swaps = 0; swaps < 3; swaps += 1) {
      seen.push((await rig.info(vm_id)).diskswap);
      await rig.ok('vm/diskswap', { vm_id });
    }
    expect(seen).toEqual(['no', 'yes', 'no']);
  });

  test('is refused unless the VM is stopped', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm(iso);
    const text = 'the VM must be stopped before disk swap can proceed';
    expect(await rig.refused('vm/diskswap', { vm_id })).toBe(text);
    await rig.ok('vm/stop', { vm_id });
    expect(await rig.refused('vm/diskswap', { vm_id })).toBe(text);
    rig.clock.advance(4);
    await rig.ok('vm/start', { vm_id });
    expect(await rig.refused('vm/diskswap', { vm_id })).toBe(text);
    expect((await rig.info(vm_id)).diskswap).toBe('no');
  });

  test('is refused for a VM that was not installed from an ISO', async () => {
    await using rig = await startRig();
    const vm_id = await stoppedVm(rig);
    expect(await rig.refused('vm/diskswap', { vm_id })).toContain('installed from an ISO');
    expect(await rig.info(vm_id)).not.toHaveProperty('diskswap');
  });
});
