import { mapsOf } from '../simulated-account.ts';
import type { Situation } from './situation.ts';
import {
  attached,
  domain,
  dynamicName,
  group,
  idIn,
  image,
  loadBalancer,
  onAVm,
  ping,
  publicImage,
  record,
  region,
  script,
  stoppedVm,
  vm,
  volume,
  volumeSnapshot,
  zone,
} from './things.ts';

/** The input of every use of an action whose effect can be seen; named by the action, and what is given. */
export const seeing: Readonly<Record<string, Situation>> = {
  'vm/start': async (account) => ({ vm_id: await stoppedVm(account) }),
  'vm/start from the rescue system': async (account) => {
    const vm_id = await vm(account);
    await account.perform('vm/rescue', { vm_id });
    account.advance(60);
    return { vm_id };
  },
  'vm/stop': onAVm,
  'vm/reboot': onAVm,
  'vm/rescue': onAVm,
  'vm/shelve': onAVm,
  'vm/unshelve': async (account) => {
    const vm_id = await vm(account);
    await account.perform('vm/shelve', { vm_id });
    account.advance(600);
    return { vm_id };
  },
  'vm/rename': async (account) => ({ vm_id: await vm(account), hostname: 'web2' }),
  'vm/resize': async (account) => ({ vm_id: await vm(account), plan_id: 88 }),
  'vm/reimage': async (account) => ({ vm_id: await vm(account), image_id: publicImage }),
  'vm/delete': onAVm,
  'vm/floatingip-add with ip': async (account) => ({
    vm_id: await vm(account, { ip: null }),
    ip: await account.idOf('floating/add', { region }, 'ip'),
  }),
  'vm/floatingip-delete with keep': async (account) => attached(account, true),
  'vm/floatingip-delete without keep': async (account) => attached(account, false),
  'vm/ip-delete': async (account) => {
    const vm_id = await vm(account);
    return { vm_id, ip: await account.idOf('vm/ip-add', { vm_id }, 'ip') };
  },
  'vm/securitygroup-add': async (account) => ({
    vm_id: await vm(account),
    group_id: (await group(account)).group_id,
  }),
  'vm/securitygroup-remove': async (account) => {
    const input = { vm_id: await vm(account), group_id: (await group(account)).group_id };
    await account.perform('vm/securitygroup-add', input);
    return input;
  },
  'image/rename': async (account) => ({ image_id: await image(account), name: 'weekly' }),
  'image/delete': async (account) => ({ image_id: await image(account) }),
  'volume/attach': async (account) => ({
    volume_id: await volume(account),
    vm_id: await vm(account),
    target: 'auto',
  }),
  'volume/detach': async (account) => {
    const volume_id = await volume(account);
    await account.perform('volume/attach', { volume_id, vm_id: await vm(account), target: 'auto' });
    account.advance(30);
    return { volume_id };
  },
  'volume/extend': async (account) => ({ volume_id: await volume(account), size: '20' }),
  'volume/rename': async (account) => ({ volume_id: await volume(account), name: 'logs' }),
  'volume/delete': async (account) => ({ volume_id: await volume(account) }),
  'volume/snapshot-delete': async (account) => ({
    region,
    snapshot_id: await volumeSnapshot(account),
  }),
  'floating/delete': async (account) => ({
    region,
    ip: await account.idOf('floating/add', { region }, 'ip'),
  }),
  'network/delete': async (account) => {
    await account.perform('network/create', {
      region,
      name: 'inside',
      subnet: '192.168.0.0/24',
      dns: '8.8.8.8',
    });
    return { region, net_id: account.things.networks[0]?.id ?? '' };
  },
  'securitygroup/rename': async (account) => ({ ...(await group(account)), name: 'inside' }),
  'securitygroup/delete': group,
  'securitygroup/rule-delete': async (account) => {
    const own = await group(account);
    const { rules } = await account.perform('securitygroup/rule-list', own);
    const [rule = {}] = mapsOf(rules ?? []);
    return { ...own, rule_id: rule['id'] ?? '' };
  },
  'script/update': async (account) => ({
    ...(await script(account)),
    name: 'boot',
    content: '#!/bin/sh\r\nfalse\r\n',
  }),
  'script/delete': script,
  'sshkey/remove': async (account) => ({
    key_id: await account.idOf(
      'sshkey/add',
      { label: 'laptop', sshkey: 'ssh-ed25519 AAAA me@laptop' },
      'key_id',
    ),
  }),
  'lb/delete': loadBalancer,
  'lb/member_remove': async (account) => {
    const lb = await loadBalancer(account);
    await account.perform('lb/member_add', { ...lb, ip: '172.20.0.5', port: 80 });
    return { ...lb, member_id: idIn(account, 'member') };
  },
  'lb/associate': async (account) => ({
    ...(await loadBalancer(account)),
    ip: await account.idOf('floating/add', { region }, 'ip'),
  }),
  'monitor/check-remove': async (account) => {
    await account.perform('monitor/check-add', ping);
    return { check_id: idIn(account, 'check') };
  },
  'monitor/contact-remove': async (account) => {
    await account.perform('monitor/contact-add', { type: 'email', rel: 'me@example.com' });
    return { contact_id: idIn(account, 'contact') };
  },
  'dns/dyn-update': async (account) => ({
    ...(await dynamicName(account)),
    name: 'home',
    ip: '172.81.176.10',
  }),
  'dns/dyn-remove': dynamicName,
  'dns/set': async (account) => ({
    ip: await account.idOf('floating/add', { region }, 'ip'),
    hostname: 'web.example.com',
  }),
  'dns/zone-remove': async (account) => ({ zone_id: await zone(account) }),
  'dns2/zone-remove': async (account) => ({ zone_id: await zone(account) }),
  'dns2/record-add with orig_record_id': async (account) => {
    const zone_id = await zone(account);
    await account.perform('dns2/record-add', record(zone_id));
    return { ...record(zone_id), data: '172.81.176.10', orig_record_id: idIn(account, 'record') };
  },
  'dns2/record-remove': async (account) => {
    const zone_id = await zone(account);
    await account.perform('dns2/record-add', record(zone_id));
    return { zone_id, record_id: idIn(account, 'record') };
  },
  'email/domain-remove': domain,
  'email/user-remove': async (account) => {
    const own = await domain(account);
    await account.perform('email/user-add', { ...own, username: 'me', password: 'hunter2' });
    return { ...own, user_id: idIn(account, 'user') };
  },
  'email/alias-remove': async (account) => {
    const own = await domain(account);
    await account.perform('email/alias-add', { ...own, name: 'info', target: 'me@example.com' });
    return { ...own, alias_id: idIn(account, 'alias') };
  },
};
