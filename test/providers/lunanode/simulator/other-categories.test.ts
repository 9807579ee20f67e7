import { describe, expect, test } from 'vitest';

import { catalogue } from '../../../../src/providers/lunanode/catalogue/catalogue.ts';
import { allHandlers } from '../../../../src/providers/lunanode/simulator/handlers/all-handlers.ts';
import { bob, startRig } from './rig.ts';

test('every action of the catalogue is simulated, and no other', () => {
  expect([...allHandlers.keys()].toSorted()).toEqual([...catalogue.keys()].toSorted());
  expect(allHandlers.size).toBe(116);
});

test('no call crashes the simulator, whatever it is given', async () => {
  await using rig = await startRig();
  for (const { name, parameters } of catalogue.values()) {
    for (const value of ['x', '4', '1,2', 'toronto', '198.18.0.9', '🚀']) {
      const all = Object.fromEntries(Object.keys(parameters).map((key) => [key, value]));
      const answer = await rig.call(name, all);
      expect(['yes', 'no']).toContain(answer.success);
    }
  }
});

const zone = { name: 'example.com', ttl: '300' };
const check = { name: 'c', type: 'icmp', check_interval: '60', delay: '2', target: '192.0.2.1' };
const balancer = {
  net_id: '4',
  name: 'lb',
  method: 'ROUND_ROBIN',
  protocol: 'TCP',
  connection_limit: '100',
  port: '80',
};

/** A kind of thing that a category only keeps. */
interface Kept {
  readonly add: string;
  readonly list: string;
  readonly remove: string;
  /** Where the list is in its answer. */
  readonly key: 'dyns' | 'zones' | 'checks' | 'contacts' | 'domains' | 'lb';
  readonly idParameter: string;
  readonly wanted: Readonly<Record<string, string>>;
  /** What every call takes. */
  readonly common?: Readonly<Record<string, string>>;
}

const kept: readonly Kept[] = [
  {
    add: 'dns/dyn-add',
    list: 'dns/dyn-list',
    remove: 'dns/dyn-remove',
    key: 'dyns',
    idParameter: 'dyn_id',
    wanted: { name: 'n', ip: '192.0.2.1' },
  },
  {
    add: 'dns/zone-add',
    list: 'dns/zone-list',
    remove: 'dns/zone-remove',
    key: 'zones',
    idParameter: 'zone_id',
    wanted: { origin: 'example.com' },
  },
  {
    add: 'dns2/zone-add',
    list: 'dns2/zone-list',
    remove: 'dns2/zone-remove',
    key: 'zones',
    idParameter: 'zone_id',
    wanted: zone,
  },
  {
    add: 'monitor/check-add',
    list: 'monitor/check-list',
    remove: 'monitor/check-remove',
    key: 'checks',
    idParameter: 'check_id',
    wanted: check,
  },
  {
    add: 'monitor/contact-add',
    list: 'monitor/contact-list',
    remove: 'monitor/contact-remove',
    key: 'contacts',
    idParameter: 'contact_id',
    wanted: { type: 'email', rel: 'ann@example.com' },
  },
  {
    add: 'email/domain-add',
    list: 'email/domain-list',
    remove: 'email/domain-remove',
    key: 'domains',
    idParameter: 'domain_id',
    wanted: { name: 'example.com' },
  },
  {
    add: 'lb/create',
    list: 'lb/list',
    remove: 'lb/delete',
    key: 'lb',
    idParameter: 'lb_id',
    wanted: balancer,
    common: { region: 'toronto' },
  },
];

test.each(kept)('what $add keeps, $list shows and $remove takes away', async (kind) => {
  await using rig = await startRig();
  const { common = {} } = kind;
  const rows = async () => Object.values((await rig.ok(kind.list, common))[kind.key]);
  for (const _ of ['one', 'two']) {
    expect(await rig.ok(kind.add, { ...common, ...kind.wanted })).toEqual({ success: 'yes' });
  }
  const before = await rows();
  expect(before).toHaveLength(2);
  const gone = { ...common, [kind.idParameter]: before[0]?.['id'] };
  expect(await rig.refused(kind.remove, gone, bob)).toMatch(/^invalid /);
  await rig.ok(kind.remove, gone);
  expect(await rows()).toEqual(before.slice(1));
  expect(await rig.refused(kind.remove, gone)).toMatch(/^invalid /);
});

describe('DNS records', () => {
  const record = { name: '', data: '192.0.2.1', ttl: '300', type: 'A' };

  test('belong to a zone, can be changed, and go with it', async () => {
    await using rig = await startRig();
    await rig.ok('dns2/zone-add', zone);
    const [zone_id = ''] = Object.keys((await rig.ok('dns2/zone-list')).zones);
    await rig.ok('dns2/record-add', { zone_id, ...record });
    const [id = ''] = Object.keys((await rig.ok('dns2/record-list', { zone_id })).records);
    const changed = { ...record, data: '192.0.2.2' };
    await rig.ok('dns2/record-add', { zone_id, ...changed, orig_record_id: id });
    expect((await rig.ok('dns2/record-list', { zone_id })).records).toEqual({
      [id]: { id, ...changed },
    });
    await rig.ok('dns2/zone-remove', { zone_id });
    expect(await rig.refused('dns2/record-list', { zone_id })).toBe('invalid zone');
    expect(rig.simulator.snapshot().records).toEqual([]);
  });

  test('are not found in another zone', async () => {
    await using rig = await startRig();
    await rig.ok('dns2/zone-add', zone);
    await rig.ok('dns2/zone-add', { ...zone, name: 'example.org' });
    const [one = '', other = ''] = Object.keys((await rig.ok('dns2/zone-list')).zones);
    await rig.ok('dns2/record-add', { zone_id: one, ...record });
    const [record_id] = Object.keys((await rig.ok('dns2/record-list', { zone_id: one })).records);
    expect((await rig.ok('dns2/record-list', { zone_id: other })).records).toEqual([]);
    const wrong = { zone_id: other, record_id };
    expect(await rig.refused('dns2/record-remove', wrong)).toBe('invalid record');
    const mixed = { zone_id: one, record_id: one };
    expect(await rig.refused('dns2/record-remove', mixed)).toBe('invalid record');
  });
});

describe('mailboxes', () => {
  test('never show a password or a private key', async () => {
    await using rig = await startRig();
    await rig.ok('email/domain-add', { name: 'example.com' });
    const [{ id: domain_id }] = (await rig.ok('email/domain-list')).domains;
    const dkim = { domain_id, selector: 'mail', private_key: 'secret-key' };
    await rig.ok('email/domain-dkim-set', dkim);
    expect((await rig.ok('email/domain-list')).domains).toEqual([
      { id: domain_id, name: 'example.com', selector: 'mail' },
    ]);
    await rig.ok('email/domain-dkim-unset', { domain_id });
    expect((await rig.ok('email/domain-list')).domains).toEqual([
      { id: domain_id, name: 'example.com' },
    ]);
    await rig.ok('email/user-add', { domain_id, username: 'ann', password: 'one' });
    const [{ id: user_id }] = (await rig.ok('email/user-list', { domain_id })).users;
    await rig.ok('email/user-set-password', { domain_id, user_id, password: 'two' });
    expect((await rig.ok('email/user-list', { domain_id })).users).toEqual([
      { id: user_id, username: 'ann' },
    ]);
  });
});

describe('checks', () => {
  test('take the parameters of their kind and show them', async () => {
    await using rig = await startRig();
    await rig.ok('monitor/check-add', check);
    const [row] = Object.values((await rig.ok('monitor/check-list')).checks);
    expect(row).toMatchObject({
      name: 'c',
      type: 'icmp',
      type_details: { short_name: 'ICMP' },
      enabled: '1',
      status: 'online',
      data: '{&quot;target&quot;:&quot;192.0.2.1&quot;}',
      data_nice: { target: '192.0.2.1' },
      data_summary: '192.0.2.1',
    });
    expect(Object.keys((await rig.ok('monitor/check-types')).types)).toContain('icmp');
    expect(await rig.refused('monitor/check-add', { ...check, type: 'x' })).toBe('invalid type');
  });

  test('alert contacts that exist', async () => {
    await using rig = await startRig();
    await rig.ok('monitor/check-add', check);
    await rig.ok('monitor/contact-add', { type: 'email', rel: 'a@b' });
    const [check_id] = Object.keys((await rig.ok('monitor/check-list')).checks);
    const [contact_id] = Object.keys((await rig.ok('monitor/contact-list')).contacts);
    const wrong = { check_id, contact_id: check_id };
    expect(await rig.refused('monitor/alert-add', wrong)).toBe('invalid contact');
    await rig.ok('monitor/alert-add', { check_id, contact_id });
    const [alert_id] = Object.keys((await rig.ok('monitor/alert-list', { check_id })).alerts);
    await rig.ok('monitor/alert-remove', { alert_id });
    expect((await rig.ok('monitor/alert-list', { check_id })).alerts).toEqual([]);
  });
});

describe('load balancers', () => {
  const region = 'toronto';

  test('have members and a floating address, which goes free with them', async () => {
    await using rig = await startRig();
    await rig.ok('lb/create', { region, ...balancer });
    const [{ id: lb_id }] = (await rig.ok('lb/list', { region, net_id: '4' })).lb;
    await rig.ok('lb/member_add', { region, lb_id, ip: '172.20.0.9', port: '80' });
    const [member] = (await rig.ok('lb/info', { region, lb_id })).lb.members;
    expect(member).toMatchObject({ ip: '172.20.0.9', port: '80' });
    await rig.ok('lb/member_remove', { region, lb_id, member_id: member.id });
    expect((await rig.ok('lb/info', { region, lb_id })).lb.members).toEqual([]);
    const { ip } = await rig.ok('floating/add', { region });
    await rig.ok('lb/associate', { region, lb_id, ip });
    const attached = { attached_type: 'lb', attached_id: lb_id, attached_name: 'lb' };
    expect((await rig.ok('floating/list')).ips).toMatchObject([attached]);
    const vm = { hostname: 'x', plan_id: 'm.1', image_id: '362401', ip };
    expect(await rig.refused('vm/create', vm)).toContain('attached');
    await rig.ok('lb/associate', { region, lb_id, ip });
    await rig.ok('lb/delete', { region, lb_id });
    expect((await rig.ok('floating/list')).ips).toMatchObject([{ attached_type: 'unattached' }]);
  });

  test('are found in their own region only', async () => {
    await using rig = await startRig();
    await rig.ok('lb/create', { region, ...balancer });
    const [{ id: lb_id }] = (await rig.ok('lb/list', { region })).lb;
    expect((await rig.ok('lb/list', { region: 'roubaix' })).lb).toEqual([]);
    expect(await rig.refused('lb/info', { region: 'roubaix', lb_id })).toBe(
      'invalid load balancer',
    );
  });
});
