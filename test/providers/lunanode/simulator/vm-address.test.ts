import { describe, expect, test } from 'vitest';

import { bob, startRig, type Rig } from './rig.ts';

async function ips(rig: Rig, vm_id: string): Promise<Record<string, { floating?: string }>> {
  return Object.fromEntries(Object.entries((await rig.ok('vm/iplist', { vm_id })).ips));
}

/** A VM without a floating address. */
async function bareVm(rig: Rig): Promise<string> {
  const vm_id = await rig.activeVm();
  await rig.ok('vm/floatingip-delete', { vm_id });
  return vm_id;
}

function owned(rig: Rig): readonly string[] {
  return rig.simulator.snapshot().floating.map(({ ip }) => ip);
}

describe('vm/iplist', () => {
  test('gives each internal address with its network, port and subnet', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { privateip, ip } = await rig.info(vm_id);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(await ips(rig, vm_id)).toEqual({
      [privateip]: {
        floating: ip,
        network: uuid,
        network_id: '4',
        port: uuid,
        subnet: '172.20.0.0/16',
        subnet_identification: uuid,
      },
    });
  });

  test('leaves the floating address out where there is none', async () => {
    await using rig = await startRig();
    const [row] = Object.values(await ips(rig, await bareVm(rig)));
    expect(row).toBeDefined();
    expect(row).not.toHaveProperty('floating');
  });

  test('is empty while the VM has no address yet', async () => {
    await using rig = await startRig();
    const { vm_id } = await rig.ok('vm/create', {
      hostname: 'web',
      plan_id: 'm.2',
      image_id: '362401',
    });
    expect((await rig.ok('vm/iplist', { vm_id })).ips).toEqual([]);
    expect(await rig.refused('vm/ip-add', { vm_id })).toContain('no internal IP yet');
  });
});

describe('vm/floatingip-add', () => {
  test('without an address takes a new one, which is not told', async () => {
    await using rig = await startRig();
    const vm_id = await bareVm(rig);
    expect(await rig.ok('vm/floatingip-add', { vm_id })).toEqual({ success: 'yes' });
    expect(owned(rig)).toEqual([await rig.floatingIp(vm_id)]);
  });

  test('with an unattached address of the account puts that on the VM', async () => {
    await using rig = await startRig();
    const vm_id = await bareVm(rig);
    const { ip } = await rig.ok('floating/add', { region: 'toronto' });
    await rig.ok('vm/floatingip-add', { vm_id, ip });
    expect(await rig.floatingIp(vm_id)).toBe(ip);
    expect(owned(rig)).toEqual([ip]);
  });

  test('of the address that the VM already has changes nothing', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const ip = await rig.floatingIp(vm_id);
    await rig.ok('vm/floatingip-add', { vm_id, ip });
    expect(owned(rig)).toEqual([ip]);
    await using strict = await startRig({ repeats: 'refused' });
    const other = await strict.activeVm();
    const its = await strict.floatingIp(other);
    expect(await strict.refused('vm/floatingip-add', { vm_id: other, ip: its })).toContain(
      'already',
    );
  });

  test('refuses an address that is attached elsewhere, in another region, or not one’s own', async () => {
    await using rig = await startRig();
    const attached = await rig.floatingIp(await rig.activeVm());
    const { ip: far } = await rig.ok('floating/add', { region: 'roubaix' });
    const { ip: theirs } = await rig.ok('floating/add', { region: 'toronto' }, bob);
    const vm_id = await bareVm(rig);
    const refusal = (ip: string) => rig.refused('vm/floatingip-add', { vm_id, ip });
    expect(await refusal(attached)).toContain('already attached');
    expect(await refusal(far)).toContain('another region');
    expect(await refusal(theirs)).toBe('invalid IP');
    expect(await refusal('198.18.7.7')).toBe('invalid IP');
    expect(await refusal('')).toBe('invalid IP');
  });

  test('refuses a second address for an internal one, and takes none', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { privateip } = await rig.info(vm_id);
    for (const more of [{}, { private_ip: privateip }]) {
      expect(await rig.refused('vm/floatingip-add', { vm_id, ...more })).toContain('already has');
    }
    expect(owned(rig)).toHaveLength(1);
  });

  test('wants private_ip when the VM has more than one internal address', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const first = await rig.floatingIp(vm_id);
    const { ip: second } = await rig.ok('vm/ip-add', { vm_id });
    expect(await rig.refused('vm/floatingip-add', { vm_id })).toContain('private_ip must be set');
    await rig.ok('vm/floatingip-add', { vm_id, private_ip: second });
    const rows = await ips(rig, vm_id);
    expect(rows[second]?.floating).toBe(owned(rig).find((ip) => ip !== first));
    expect(await rig.info(vm_id)).toMatchObject({
      ip: first,
      additionalip: [rows[second]?.floating],
      additionalprivateip: [second],
    });
  });

  test('refuses a private_ip that the VM does not have', async () => {
    await using rig = await startRig();
    const vm_id = await bareVm(rig);
    for (const private_ip of ['172.20.255.254', '', 'x']) {
      expect(await rig.refused('vm/floatingip-add', { vm_id, private_ip })).toBe(
        'invalid private_ip',
      );
    }
  });
});

describe('vm/floatingip-delete', () => {
  test('gives the address up unless told to keep it', async () => {
    await using rig = await startRig();
    for (const keep of [{}, { keep: 'no' }]) {
      const vm_id = await rig.activeVm();
      const ip = await rig.floatingIp(vm_id);
      await rig.ok('vm/floatingip-delete', { vm_id, ip, ...keep });
      expect(owned(rig)).toEqual([]);
      expect((await rig.info(vm_id)).ip).toBe('');
    }
  });

  test('with keep leaves the address on the account, on nothing', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const ip = await rig.floatingIp(vm_id);
    await rig.ok('vm/floatingip-delete', { vm_id, ip, keep: 'yes' });
    expect((await rig.ok('floating/list')).ips).toMatchObject([
      { ip, attached_type: 'unattached', attached_id: '', attached_name: '' },
    ]);
  });

  test.each([
    ['yes', 2],
    ['no', 0],
  ])('without an address acts on all of them, keep=%s', async (keep, left) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { ip } = await rig.ok('vm/ip-add', { vm_id });
    await rig.ok('vm/floatingip-add', { vm_id, private_ip: ip });
    expect(owned(rig)).toHaveLength(2);
    await rig.ok('vm/floatingip-delete', { vm_id, keep });
    expect(owned(rig)).toHaveLength(left);
    expect((await rig.info(vm_id)).additionalip).toEqual([]);
  });

  test('acts on no other VM', async () => {
    await using rig = await startRig();
    const one = await rig.activeVm();
    const other = await rig.activeVm();
    const ip = await rig.floatingIp(other);
    expect(await rig.refused('vm/floatingip-delete', { vm_id: one, ip })).toContain('not attached');
    await rig.ok('vm/floatingip-delete', { vm_id: one });
    expect(await rig.floatingIp(other)).toBe(ip);
  });

  test('repeated with keep finds things done, without keep the address gone', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const ip = await rig.floatingIp(vm_id);
    await rig.ok('vm/floatingip-delete', { vm_id, ip, keep: 'yes' });
    await rig.ok('vm/floatingip-delete', { vm_id, ip, keep: 'yes' });
    expect(await rig.refused('vm/floatingip-delete', { vm_id, ip })).toContain('not attached');
    expect(owned(rig)).toEqual([ip]);
    await rig.ok('vm/floatingip-add', { vm_id, ip });
    await rig.ok('vm/floatingip-delete', { vm_id, ip });
    expect(await rig.refused('vm/floatingip-delete', { vm_id, ip })).toBe('invalid IP');
  });

  test('takes nothing but yes and no for keep, and nothing empty for ip', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    for (const keep of ['true', '1', '']) {
      expect(await rig.refused('vm/floatingip-delete', { vm_id, keep })).toContain('keep must be');
    }
    expect(await rig.refused('vm/floatingip-delete', { vm_id, ip: '' })).toBe('invalid IP');
    expect(owned(rig)).toHaveLength(1);
  });

  test('lets an address be swapped from one VM to another', async () => {
    await using rig = await startRig();
    const blue = await rig.activeVm();
    const green = await bareVm(rig);
    const ip = await rig.floatingIp(blue);
    await rig.ok('vm/floatingip-delete', { vm_id: blue, ip, keep: 'yes' });
    await rig.ok('vm/floatingip-add', { vm_id: green, ip });
    expect((await rig.info(blue)).ip).toBe('');
    expect(await rig.floatingIp(green)).toBe(ip);
  });
});

describe('vm/ip-add', () => {
  test('takes any free address of the subnet, another one each time', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const one = (await rig.ok('vm/ip-add', { vm_id })).ip;
    const other = (await rig.ok('vm/ip-add', { vm_id })).ip;
    expect(Object.keys(await ips(rig, vm_id))).toEqual(expect.arrayContaining([one, other]));
    expect(one).toMatch(/^172\.20\./);
    expect(other).not.toBe(one);
  });

  test('takes the address that is named', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    expect(await rig.ok('vm/ip-add', { vm_id, ip: '172.20.0.230' })).toEqual({
      success: 'yes',
      ip: '172.20.0.230',
    });
  });

  test('refuses an address outside the subnet, reserved in it, or in use', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { privateip } = await rig.info(vm_id);
    const outside = ['172.21.0.1', '172.20.0.0', '172.20.0.1', '172.20.255.255', 'x', ''];
    for (const ip of outside) {
      expect(await rig.refused('vm/ip-add', { vm_id, ip })).toContain('not in the subnet');
    }
    const other = await rig.activeVm();
    expect(await rig.refused('vm/ip-add', { vm_id: other, ip: privateip })).toContain('in use');
  });
});

describe('vm/ip-delete', () => {
  test('removes an internal address that no floating one leads to', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { ip } = await rig.ok('vm/ip-add', { vm_id });
    await rig.ok('vm/ip-delete', { vm_id, ip });
    expect(Object.keys(await ips(rig, vm_id))).not.toContain(ip);
    expect(await rig.refused('vm/ip-delete', { vm_id, ip })).toBe('invalid IP');
  });

  test('refuses while a floating address leads to it', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/ip-add', { vm_id });
    const { privateip } = await rig.info(vm_id);
    expect(await rig.refused('vm/ip-delete', { vm_id, ip: privateip })).toContain('floating IP');
    await rig.ok('vm/floatingip-delete', { vm_id });
    await rig.ok('vm/ip-delete', { vm_id, ip: privateip });
  });

  test('refuses the only internal address', async () => {
    await using rig = await startRig();
    const vm_id = await bareVm(rig);
    const { privateip } = await rig.info(vm_id);
    expect(await rig.refused('vm/ip-delete', { vm_id, ip: privateip })).toContain('only internal');
  });
});
