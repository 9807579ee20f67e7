import type { JsonObject } from '../../../../src/core/json.ts';
import { mapsOf, type SimulatedAccount } from '../simulated-account.ts';

/*
 * Things that an account has to have before something can be done with them; each of these makes one
 * and gives what a call needs to name it.
 */

export const region = 'toronto';
export const publicImage = '362401';

export const allow = {
  direction: 'ingress',
  type: '4',
  protocol: 'tcp',
  remote_type: 'cidr',
  remote_value: '0.0.0.0/0',
};
export const ping = {
  name: 'up',
  type: 'icmp',
  check_interval: 60,
  delay: 3,
  target: '172.81.176.9',
};

export function record(zone_id: string): JsonObject {
  return { zone_id, name: 'www', data: '172.81.176.9', ttl: 300, type: 'A' };
}

export async function onAVm(account: SimulatedAccount): Promise<JsonObject> {
  return { vm_id: await vm(account) };
}

export async function vm(account: SimulatedAccount, { ip }: { ip?: null } = {}): Promise<string> {
  const vm_id = await account.idOf(
    'vm/create',
    { hostname: 'web', plan_id: 'm.2', image_id: publicImage },
    'vm_id',
  );
  account.advance(120);
  if (ip === null) {
    const [address = ''] = account.things.vms.find(({ id }) => id === vm_id)?.floating ?? [];
    await account.perform('vm/floatingip-delete', { vm_id, ip: address, keep: false });
  }
  return vm_id;
}

export async function stoppedVm(account: SimulatedAccount): Promise<string> {
  const vm_id = await vm(account);
  await account.perform('vm/stop', { vm_id });
  account.advance(60);
  return vm_id;
}

export async function attached(account: SimulatedAccount, keep: boolean): Promise<JsonObject> {
  const vm_id = await vm(account);
  const [ip = ''] = account.things.vms.find(({ id }) => id === vm_id)?.floating ?? [];
  return { vm_id, ip, keep };
}

export async function image(account: SimulatedAccount): Promise<string> {
  const file = { region, name: 'disk', location: 'https://x.test/d', format: 'qcow2' };
  const image_id = await account.idOf('image/fetch', file, 'image_id');
  account.advance(120);
  return image_id;
}

export async function volume(account: SimulatedAccount): Promise<string> {
  const wanted = { region, label: 'data', size: 10 };
  const volume_id = await account.idOf('volume/create', wanted, 'volume_id');
  account.advance(30);
  return volume_id;
}

export async function volumeSnapshot(account: SimulatedAccount): Promise<string> {
  const volume_id = await volume(account);
  await account.perform('volume/snapshot-create', { volume_id, label: 'before' });
  account.advance(30);
  return account.things.volumeSnapshots[0]?.id ?? '';
}

export async function group(
  account: SimulatedAccount,
): Promise<{ region: string; group_id: string }> {
  const wanted = { region, name: 'web' };
  return { region, group_id: await account.idOf('securitygroup/create', wanted, 'group_id') };
}

export async function script(account: SimulatedAccount): Promise<JsonObject> {
  const wanted = { name: 'boot', content: '#!/bin/sh\ntrue\n' };
  return { script_id: await account.idOf('script/create', wanted, 'script_id') };
}

export async function balancer(account: SimulatedAccount): Promise<JsonObject> {
  const { networks = [] } = await account.perform('network/list', { region });
  const [network = {}] = mapsOf(networks);
  return {
    region,
    net_id: network['net_id'] ?? '',
    name: 'front',
    method: 'round_robin',
    protocol: 'tcp',
    connection_limit: 100,
    port: 443,
  };
}

export async function loadBalancer(account: SimulatedAccount): Promise<JsonObject> {
  await account.perform('lb/create', await balancer(account));
  return { region, lb_id: idIn(account, 'load balancer') };
}

export async function dynamicName(account: SimulatedAccount): Promise<JsonObject> {
  await account.perform('dns/dyn-add', { name: 'home', ip: '172.81.176.9' });
  return { dyn_id: idIn(account, 'dynamic name') };
}

export async function zone(account: SimulatedAccount): Promise<string> {
  await account.perform('dns2/zone-add', { name: 'example.com', ttl: 300 });
  return idIn(account, 'zone');
}

export async function domain(account: SimulatedAccount): Promise<JsonObject> {
  await account.perform('email/domain-add', { name: 'example.com' });
  return { domain_id: idIn(account, 'domain') };
}

/** The id of the one thing of a kind that the account has. */
export function idIn(account: SimulatedAccount, collection: string): string {
  return account.things.records.find((each) => each.collection === collection)?.id ?? '';
}
