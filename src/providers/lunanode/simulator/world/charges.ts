import { hourlyPrice, hoursPerMonth } from './plans.ts';
import type { CloudState } from './state.ts';

/** US dollars. The first two are the vendor's of 2016; the same price for volumes is made up. */
const prices = {
  shelvedGbMonth: 0.03,
  storedGbMonth: 0.03,
  floatingMonth: 1,
  networkMonth: 1,
} as const;

const bytesPerGb = 1_000_000_000;

/**
 * What an account pays per hour as things are: the plan of every VM that is not shelved, one
 * floating address of such a VM included; further addresses, shelved disks, volumes, snapshots,
 * images and networks by the month.
 */
export function hourlyCharge(state: CloudState, account: string): number {
  const vms = [...state.vms.values()].filter((vm) => vm.owner === account);
  const plans = vms
    .filter((vm) => !isShelved(vm.status))
    .reduce((sum, vm) => sum + Number(hourlyPrice(vm.plan)), 0);
  const shelvedGb = sumOf(vms.filter((vm) => isShelved(vm.status)).map((vm) => vm.plan.storageGb));
  const monthly =
    shelvedGb * prices.shelvedGbMonth +
    storedGb(state, account) * prices.storedGbMonth +
    chargedAddresses(state, account) * prices.floatingMonth +
    ownNetworks(state, account) * prices.networkMonth;
  return plans + monthly / hoursPerMonth;
}

function isShelved(status: string): boolean {
  return status === 'shelved' || status === 'shelved_offloaded';
}

function storedGb(state: CloudState, account: string): number {
  const own = <T extends { owner: string | null }>(things: Map<string, T>): T[] =>
    [...things.values()].filter((thing) => thing.owner === account);
  return (
    sumOf(own(state.images).map((image) => image.sizeBytes / bytesPerGb)) +
    sumOf(own(state.volumes).map((volume) => volume.sizeGb)) +
    sumOf(own(state.volumeSnapshots).map((snapshot) => snapshot.sizeGb))
  );
}

function chargedAddresses(state: CloudState, account: string): number {
  const covered = new Set<string>();
  let charged = 0;
  for (const { owner, attachedTo } of state.floating.values()) {
    if (owner !== account) continue;
    const vm = attachedTo?.type === 'vm' ? state.vms.get(attachedTo.vm) : undefined;
    if (vm === undefined || isShelved(vm.status) || covered.has(vm.id)) charged += 1;
    else covered.add(vm.id);
  }
  return charged;
}

function ownNetworks(state: CloudState, account: string): number {
  return [...state.networks.values()].filter((network) => network.owner === account).length;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
