import type { Instant } from '../../../../core/duration.ts';
import type { JsonObject } from '../../../../core/json.ts';
import type { Subnet } from '../ipv4.ts';
import type { Plan } from './plans.ts';
import type { Region } from './regions.ts';

/** The status of a VM as `info.status_raw` gives it: the words of OpenStack, in lower case. */
export type VmStatus =
  | 'build'
  | 'active'
  | 'shutoff'
  | 'reboot'
  | 'rebuild'
  | 'resize'
  | 'rescue'
  | 'shelved'
  | 'shelved_offloaded'
  | 'error';

export interface Vm {
  readonly id: string;
  /** API ID of the account. */
  readonly owner: string;
  readonly region: Region;
  readonly network: string;
  readonly createdAt: Instant;
  readonly hostId: string;
  readonly ipv6: string;
  readonly affinityGroup: string | null;
  /** Installed from an ISO image: its disks can be swapped, it cannot be re-imaged or resized. */
  readonly iso: boolean;
  /** Boots from a volume and not from a local disk. */
  readonly volumeBacked: boolean;
  hostname: string;
  plan: Plan;
  imageName: string;
  login: Login | null;
  status: VmStatus;
  /** What it is doing, in OpenStack's words; empty when idle. */
  task: string;
  errorDetail: string;
  /** Counts what was begun with it, so that what was overtaken does not end. */
  operation: number;
  deleting: boolean;
  /** While it is built, the addresses show one after the other. */
  visibleAddresses: 'none' | 'internal' | 'all';
  readonly addresses: InternalAddress[];
  readonly securityGroups: Set<string>;
  diskSwapped: boolean;
  chargeForCpu: boolean;
  /** Its row of `vm/list` as it was at first, until the list is taken anew. */
  firstRow: JsonObject;
}

/** Templates name a user; of snapshots and volumes only the password is known. */
export interface Login {
  readonly username: string | null;
  readonly password: string;
}

export interface InternalAddress {
  readonly ip: string;
  readonly port: string;
}

export interface FloatingAddress {
  readonly id: string;
  readonly ip: string;
  readonly owner: string;
  readonly region: Region;
  attachedTo: FloatingTarget | null;
  /** Reverse name, when one was set. */
  hostname: string | null;
}

export type FloatingTarget =
  | { readonly type: 'vm'; readonly vm: string; readonly privateIp: string }
  | { readonly type: 'lb'; readonly lb: string };

export type ImageStatus = 'queued' | 'saving' | 'active' | 'killed' | 'error';

export interface Image {
  readonly id: string;
  /** `null` for a public one. */
  readonly owner: string | null;
  readonly region: Region;
  readonly diskFormat: 'qcow2' | 'iso' | 'raw';
  readonly virtio: boolean;
  readonly createdAt: Instant;
  /** The VM that it is a snapshot of. */
  readonly snapshotOf: string | null;
  name: string;
  status: ImageStatus;
  sizeBytes: number;
  checksum: string;
}

export type VolumeState =
  | { readonly status: 'creating' | 'downloading' | 'available' | 'error' }
  | {
      readonly status: 'attaching' | 'in-use' | 'detaching';
      readonly vm: string;
      readonly device: string;
      readonly boot: boolean;
    };

export interface Volume {
  readonly id: string;
  readonly identification: string;
  readonly owner: string;
  readonly region: Region;
  readonly createdAt: Instant;
  name: string;
  sizeGb: number;
  state: VolumeState;
}

export interface VolumeSnapshot {
  readonly id: string;
  readonly owner: string;
  readonly region: Region;
  readonly volume: string;
  readonly name: string;
  readonly sizeGb: number;
  status: 'creating' | 'available' | 'error';
}

export interface Network {
  readonly id: string;
  /** `null` for the one that everybody has. */
  readonly owner: string | null;
  readonly region: Region;
  readonly name: string;
  readonly subnet: Subnet;
  readonly uuid: string;
  readonly subnetUuid: string;
}

export interface SecurityGroup {
  readonly id: string;
  /** `null` for the one that everybody has. */
  readonly owner: string | null;
  readonly region: Region;
  name: string;
  readonly rules: Rule[];
}

export interface Rule {
  readonly id: string;
  readonly direction: 'ingress' | 'egress';
  readonly ethertype: 'IPv4' | 'IPv6';
  readonly protocol: string;
  readonly portRange: string;
  readonly remote: string;
  readonly label: string;
}

export interface Script {
  readonly id: string;
  readonly owner: string;
  name: string;
  content: string;
}

export interface SshKey {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly value: string;
}

/** A thing of a category that has no life of its own here: a DNS record, a check, a mailbox. */
export interface PlainRecord {
  readonly id: string;
  readonly owner: string;
  readonly collection: string;
  /** Id of the thing that it belongs to, and goes with. */
  readonly parent: string | null;
  fields: Readonly<Record<string, string>>;
}
