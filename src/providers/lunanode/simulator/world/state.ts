import type {
  FloatingAddress,
  Image,
  Network,
  PlainRecord,
  Script,
  SecurityGroup,
  SshKey,
  Vm,
  Volume,
  VolumeSnapshot,
} from './records.ts';

/** Everything that exists in the simulated cloud, by id (floating addresses by address). */
export class CloudState {
  readonly vms = new Map<string, Vm>();
  readonly images = new Map<string, Image>();
  readonly volumes = new Map<string, Volume>();
  readonly volumeSnapshots = new Map<string, VolumeSnapshot>();
  readonly floating = new Map<string, FloatingAddress>();
  readonly networks = new Map<string, Network>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  readonly scripts = new Map<string, Script>();
  readonly sshKeys = new Map<string, SshKey>();
  readonly records = new Map<string, PlainRecord>();

  /** The floating addresses that lead to a VM, in the order of its internal ones. */
  floatingOf(vm: Vm): readonly FloatingAddress[] {
    const byInternal = new Map<string, FloatingAddress>();
    for (const address of this.floating.values()) {
      const target = address.attachedTo;
      if (target?.type === 'vm' && target.vm === vm.id) byInternal.set(target.privateIp, address);
    }
    return vm.addresses.flatMap(({ ip }) => byInternal.get(ip) ?? []);
  }

  /** The volumes that a VM has, the boot volume included. */
  volumesOf(vm: Vm): readonly Volume[] {
    return [...this.volumes.values()].filter(({ state }) => 'vm' in state && state.vm === vm.id);
  }
}
