import type { CloudState } from './state.ts';
import type { FloatingTarget, ImageStatus, VmStatus, VolumeState } from './records.ts';
import type { World } from './world.ts';

/** What an account has in the simulated cloud, as plain data, in the order in which it came to be. */
export interface WorldSnapshot {
  readonly account: string;
  /** US dollars. */
  readonly credit: number;
  readonly vms: readonly VmSnapshot[];
  readonly floating: readonly {
    readonly ip: string;
    readonly region: string;
    readonly attachedTo: FloatingTarget | null;
    readonly hostname: string | null;
  }[];
  readonly images: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly status: ImageStatus;
  }[];
  readonly volumes: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly sizeGb: number;
    readonly state: VolumeState;
  }[];
  readonly volumeSnapshots: readonly { readonly id: string; readonly name: string }[];
  readonly networks: readonly { readonly id: string; readonly name: string }[];
  readonly securityGroups: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly rules: number;
  }[];
  readonly scripts: readonly { readonly id: string; readonly name: string }[];
  readonly sshKeys: readonly { readonly id: string; readonly name: string }[];
  readonly records: readonly { readonly id: string; readonly collection: string }[];
}

export interface VmSnapshot {
  readonly id: string;
  readonly hostname: string;
  readonly region: string;
  /** Name of the plan. */
  readonly plan: string;
  readonly image: string;
  readonly status: VmStatus;
  readonly task: string;
  readonly internal: readonly string[];
  readonly floating: readonly string[];
  readonly securityGroups: readonly string[];
  readonly diskSwapped: boolean;
}

/** Takes a picture of what an account has now; nothing in it changes later. */
export function takeSnapshot(world: World, account: string): WorldSnapshot {
  const { state } = world;
  const own = <Thing extends { readonly owner: string | null }>(things: Map<string, Thing>) =>
    [...things.values()].filter(({ owner }) => owner === account);
  return {
    account,
    credit: world.creditOf(account),
    vms: vmsOf(state, account),
    floating: own(state.floating).map(({ ip, region, attachedTo, hostname }) => ({
      ip,
      region,
      attachedTo,
      hostname,
    })),
    images: own(state.images).map(({ id, name, region, status }) => ({ id, name, region, status })),
    volumes: own(state.volumes).map(({ id, name, region, sizeGb, state }) => ({
      id,
      name,
      region,
      sizeGb,
      state,
    })),
    volumeSnapshots: own(state.volumeSnapshots).map(({ id, name }) => ({ id, name })),
    networks: own(state.networks).map(({ id, name }) => ({ id, name })),
    securityGroups: own(state.securityGroups).map(({ id, name, region, rules }) => ({
      id,
      name,
      region,
      rules: rules.length,
    })),
    scripts: own(state.scripts).map(({ id, name }) => ({ id, name })),
    sshKeys: own(state.sshKeys).map(({ id, name }) => ({ id, name })),
    records: own(state.records).map(({ id, collection }) => ({ id, collection })),
  };
}

function vmsOf(state: CloudState, account: string): VmSnapshot[] {
  return [...state.vms.values()]
    .filter(({ owner }) => owner === account)
    .map((vm) => ({
      id: vm.id,
      hostname: vm.hostname,
      region: vm.region,
      plan: vm.plan.name,
      image: vm.imageName,
      status: vm.status,
      task: vm.task,
      internal: vm.addresses.map(({ ip }) => ip),
      floating: state.floatingOf(vm).map(({ ip }) => ip),
      securityGroups: [...vm.securityGroups],
      diskSwapped: vm.diskSwapped,
    }));
}
