import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../src/providers/lunanode/catalogue/catalogue.ts';
import type { Endpoint } from '../../../../src/providers/lunanode/catalogue/endpoint.ts';
import { vmEndpoints } from '../../../../src/providers/lunanode/catalogue/vm.ts';

const actionsByCategory: Readonly<Record<string, string>> = {
  vm:
    'create list start stop reboot diskswap rescue shelve unshelve delete info reimage resize vnc ' +
    'floatingip-add floatingip-delete iplist ip-add ip-delete securitygroup-add ' +
    'securitygroup-remove snapshot rename usage set-fairshare',
  image: 'fetch list details delete replicate rename retrieve',
  volume:
    'create list info attach detach extend rename delete snapshot-create snapshot-list ' +
    'snapshot-replicate snapshot-delete',
  floating: 'list add delete',
  network: 'list create delete',
  securitygroup: 'list create delete rename rule-list rule-insert rule-delete',
  script: 'list get create update delete',
  sshkey: 'list add remove',
  plan: 'list',
  region: 'list',
  billing: 'credit',
  lb: 'list create delete info member_add member_remove associate',
  monitor:
    'check-list check-types check-add check-remove contact-list contact-add contact-remove ' +
    'alert-list alert-add alert-remove',
  dns2: 'zone-list zone-add zone-remove record-list record-add record-remove',
  dns:
    'dyn-list dyn-add dyn-update dyn-remove list set zone-list zone-add zone-remove record-list ' +
    'record-add record-remove',
  email:
    'usage domain-list domain-add domain-remove domain-dkim-set domain-dkim-unset user-list ' +
    'user-add user-set-password user-remove alias-list alias-add alias-remove',
};

/** The table of the vendor's page on virtual machines: required | optional. */
const vmParameters: Readonly<Record<string, string>> = {
  'vm/create':
    'hostname plan_id | image_id volume_id volume_virtio region ip net_id securitygroups scripts ' +
    'key_id set_password affinity_group',
  'vm/list': '|',
  'vm/start': 'vm_id |',
  'vm/stop': 'vm_id |',
  'vm/reboot': 'vm_id |',
  'vm/diskswap': 'vm_id |',
  'vm/rescue': 'vm_id |',
  'vm/shelve': 'vm_id |',
  'vm/unshelve': 'vm_id |',
  'vm/delete': 'vm_id |',
  'vm/info': 'vm_id |',
  'vm/reimage': 'vm_id image_id |',
  'vm/resize': 'vm_id plan_id |',
  'vm/vnc': 'vm_id |',
  'vm/floatingip-add': 'vm_id | ip private_ip',
  'vm/floatingip-delete': 'vm_id | ip keep',
  'vm/iplist': 'vm_id |',
  'vm/ip-add': 'vm_id | ip',
  'vm/ip-delete': 'vm_id ip |',
  'vm/securitygroup-add': 'vm_id group_id |',
  'vm/securitygroup-remove': 'vm_id group_id |',
  'vm/snapshot': 'vm_id name |',
  'vm/rename': 'vm_id hostname |',
};

test('the catalogue has the 116 actions of the API and no other', () => {
  const expected = Object.entries(actionsByCategory).flatMap(([category, actions]) =>
    actions.split(' ').map((action) => `${category}/${action}`),
  );
  expect(expected).toHaveLength(116);
  expect([...catalogue.keys()].sort()).toEqual(expected.sort());
});

test('every action is filed under its own name', () => {
  for (const [name, endpoint] of catalogue) expect(endpoint.name).toBe(name);
});

describe.each(Object.entries(vmParameters))('%s', (name, table) => {
  test('takes the parameters that the vendor lists', () => {
    const [required, optional] = table.split('|').map((list) => list.split(' ').filter(Boolean));
    const { parameters } = endpoint(name);
    const written = Object.entries(parameters);
    expect(written.filter(([, one]) => one.required).map(([key]) => key)).toEqual(required);
    expect(written.filter(([, one]) => !one.required).map(([key]) => key)).toEqual(optional);
  });

  test('rests on the vendor', () => {
    expect(endpoint(name).evidence).toBe('vendor');
  });
});

test('every action and every parameter is described', () => {
  for (const { name, summary, notes, parameters } of catalogue.values()) {
    expect(summary, name).toMatch(/^[A-Z].*[^.]$/);
    const sentences = [
      ...notes,
      ...Object.values(parameters).map(({ schema }) => schema.description),
    ];
    for (const sentence of sentences) expect(sentence, name).toMatch(/^[A-Z`].*\.$/);
  }
});

test('only two actions of the category are in no table of the vendor', () => {
  const others = vmEndpoints.filter(({ name }) => !(name in vmParameters));
  expect(others.map(({ name }) => name)).toEqual(['vm/usage', 'vm/set-fairshare']);
  expect(others.every(({ evidence }) => evidence === 'vendor-program')).toBe(true);
});

test('a VM needs an image or a volume', () => {
  expect(endpoint('vm/create').needsOneOf).toEqual([['image_id', 'volume_id']]);
});

test('what the API would destroy by default has to be written', () => {
  const guarded = [...catalogue.values()].flatMap(({ name, parameters }) =>
    Object.entries(parameters)
      .filter(([, { mustBeWritten }]) => mustBeWritten)
      .map(([parameter]) => `${name} ${parameter}`),
  );
  expect(guarded).toEqual(['vm/floatingip-delete ip', 'vm/floatingip-delete keep']);
});

test('naming what is to be used, or keeping it, makes a call convergent', () => {
  const special = [...catalogue.values()].filter(({ classIfGiven }) => classIfGiven);
  expect(
    special.map(({ name, class: usual, classIfGiven }) => [name, usual, classIfGiven]),
  ).toEqual([
    ['vm/floatingip-add', 'create', { parameter: 'ip', class: 'convergent' }],
    [
      'vm/floatingip-delete',
      'destroy',
      { parameter: 'keep', class: 'destroy', values: { true: 'convergent' } },
    ],
    ['dns2/record-add', 'create', { parameter: 'orig_record_id', class: 'convergent' }],
  ]);
});

test.each([
  ['toggle', 'vm/reboot vm/diskswap vm/rescue'],
  [
    'destroy',
    'vm/reimage vm/delete vm/floatingip-delete vm/ip-delete image/delete volume/delete ' +
      'volume/snapshot-delete floating/delete network/delete securitygroup/delete ' +
      'securitygroup/rule-delete script/delete sshkey/remove lb/delete lb/member_remove ' +
      'monitor/check-remove monitor/contact-remove monitor/alert-remove dns2/zone-remove ' +
      'dns2/record-remove dns/dyn-remove dns/zone-remove dns/record-remove email/domain-remove ' +
      'email/user-remove email/alias-remove',
  ],
  [
    'create',
    'vm/create vm/snapshot vm/floatingip-add vm/ip-add image/fetch image/replicate volume/create ' +
      'volume/snapshot-create volume/snapshot-replicate floating/add network/create ' +
      'securitygroup/create securitygroup/rule-insert script/create sshkey/add lb/create ' +
      'lb/member_add monitor/check-add monitor/contact-add monitor/alert-add dns2/zone-add ' +
      'dns2/record-add dns/dyn-add dns/zone-add dns/record-add email/domain-add email/user-add ' +
      'email/alias-add',
  ],
  [
    'convergent',
    'vm/rename vm/resize vm/start vm/stop vm/shelve vm/unshelve vm/set-fairshare ' +
      'vm/securitygroup-add vm/securitygroup-remove image/rename volume/attach volume/detach ' +
      'volume/extend volume/rename securitygroup/rename script/update lb/associate dns/dyn-update ' +
      'dns/set email/domain-dkim-set email/domain-dkim-unset email/user-set-password',
  ],
])('actions of class %s', (kind, names) => {
  const found = [...catalogue.values()].filter((each) => each.class === kind);
  expect(found.map(({ name }) => name).sort()).toEqual(names.split(' ').sort());
});

test('what can change the bill says so', () => {
  const billed = [...catalogue.values()].filter((each) => each.billed).map(({ name }) => name);
  expect(billed.sort()).toEqual(
    (
      'vm/create vm/resize vm/snapshot vm/unshelve vm/set-fairshare vm/floatingip-add image/fetch ' +
      'image/replicate volume/create volume/extend volume/snapshot-create volume/snapshot-replicate ' +
      'floating/add network/create lb/create'
    )
      .split(' ')
      .sort(),
  );
});

test('older forms of DNS are marked as superseded', () => {
  const superseded = [...catalogue.values()].filter((each) => each.evidence === 'superseded');
  expect(superseded.map(({ name }) => name).sort()).toEqual(
    'dns/list dns/set dns/zone-list dns/zone-add dns/zone-remove dns/record-list dns/record-add dns/record-remove'
      .split(' ')
      .sort(),
  );
});

test('only the kinds of checks add parameters of their own', () => {
  const open = [...catalogue.values()].filter((each) => each.otherParameters !== undefined);
  expect(open.map(({ name }) => name)).toEqual(['monitor/check-add']);
});

test('parameters that carry a secret are marked', () => {
  const secret = [...catalogue.values()].flatMap(({ name, parameters }) =>
    Object.entries(parameters)
      .filter(([, { schema }]) => schema['x-secret'])
      .map(([parameter]) => `${name} ${parameter}`),
  );
  expect(secret).toEqual([
    'script/create content',
    'script/update content',
    'email/domain-dkim-set private_key',
    'email/user-add password',
    'email/user-set-password password',
  ]);
});

function endpoint(name: string): Endpoint {
  const found = catalogue.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
