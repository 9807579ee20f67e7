import type { Situation } from './situation.ts';
import {
  allow,
  balancer,
  domain,
  group,
  image,
  loadBalancer,
  ping,
  publicImage,
  record,
  region,
  vm,
  volume,
  volumeSnapshot,
  zone,
} from './things.ts';

/** The input of every action that creates something; each finds some things that are like it already. */
export const creating: Readonly<Record<string, Situation>> = {
  'vm/create': async (account) => {
    const input = { hostname: 'web-r1', plan_id: 'm.2', image_id: publicImage };
    await account.perform('vm/create', { ...input, hostname: 'web-r0' });
    account.advance(61);
    return input;
  },
  'vm/snapshot': async (account) => ({ vm_id: await vm(account), name: 'nightly' }),
  'vm/ip-add': async (account) => ({ vm_id: await vm(account) }),
  'vm/floatingip-add': async (account) => {
    const vm_id = await vm(account);
    const private_ip = await account.idOf('vm/ip-add', { vm_id }, 'ip');
    return { vm_id, private_ip };
  },
  'image/fetch': () => ({ region, name: 'disk', location: 'https://x.test/d', format: 'qcow2' }),
  'image/replicate': async (account) => {
    const image_id = await image(account);
    await account.perform('image/replicate', { image_id, region: 'roubaix' });
    return { image_id, region: 'roubaix' };
  },
  'volume/create': async (account) => {
    await account.perform('volume/create', { region, label: 'data', size: 5 });
    return { region, label: 'data', size: 5 };
  },
  'volume/snapshot-create': async (account) => {
    const volume_id = await volume(account);
    await account.perform('volume/snapshot-create', { volume_id, label: 'before' });
    return { volume_id, label: 'before' };
  },
  'volume/snapshot-replicate': async (account) => ({
    region,
    snapshot_id: await volumeSnapshot(account),
    image_name: 'from-volume',
    dst_region: 'roubaix',
  }),
  'floating/add': async (account) => {
    await account.perform('floating/add', { region });
    return { region };
  },
  'network/create': () => ({ region, name: 'inside', subnet: '192.168.0.0/24', dns: '8.8.8.8' }),
  'securitygroup/create': async (account) => {
    await account.perform('securitygroup/create', { region: 'roubaix', name: 'web' });
    return { region, name: 'web' };
  },
  'securitygroup/rule-insert': async (account) => {
    const rule = { ...(await group(account)), ...allow, port_min: 80 };
    await account.perform('securitygroup/rule-insert', { ...rule, port_min: 443 });
    return rule;
  },
  'script/create': () => ({ name: 'boot', content: '#!/bin/sh\ntrue\n' }),
  'sshkey/add': () => ({ label: 'laptop', sshkey: 'ssh-ed25519 AAAA me@laptop' }),
  'lb/create': balancer,
  'lb/member_add': async (account) => {
    const lb = await loadBalancer(account);
    await account.perform('lb/member_add', { ...lb, ip: '172.20.0.5', port: 80 });
    return { ...lb, ip: '172.20.0.5', port: 443 };
  },
  'monitor/check-add': () => ping,
  'monitor/contact-add': () => ({ type: 'email', rel: 'me@example.com' }),
  'monitor/alert-add': async (account) => {
    await account.perform('monitor/check-add', ping);
    await account.perform('monitor/contact-add', { type: 'email', rel: 'me@example.com' });
    return {
      check_id: await account.onlyId('monitor/check-list', {}, 'checks'),
      contact_id: await account.onlyId('monitor/contact-list', {}, 'contacts'),
    };
  },
  'dns/dyn-add': () => ({ name: 'home', ip: '172.81.176.9' }),
  'dns/zone-add': () => ({ origin: 'example.com' }),
  'dns/record-add': async (account) => record(await zone(account)),
  'dns2/zone-add': async (account) => {
    await account.perform('dns2/zone-add', { name: 'example.org', ttl: 300 });
    return { name: 'Example.com', ttl: 300 };
  },
  'dns2/record-add': async (account) => {
    const zone_id = await zone(account);
    await account.perform('dns2/record-add', record(zone_id));
    return record(zone_id);
  },
  'email/domain-add': () => ({ name: 'example.com' }),
  'email/user-add': async (account) => ({
    ...(await domain(account)),
    username: 'me',
    password: 'hunter2',
  }),
  'email/alias-add': async (account) => ({
    ...(await domain(account)),
    name: 'info',
    target: 'me@example.com',
  }),
};
