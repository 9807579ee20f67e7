import type { Region } from './regions.ts';

/**
 * What an account has from the start, besides what everybody has. Everything is in its final state;
 * ids that are left out are drawn, regions default to toronto.
 */
export interface Seed {
  readonly vms?: readonly SeedVm[];
  /** Floating addresses on nothing. */
  readonly floating?: readonly { readonly ip?: string; readonly region?: Region }[];
  readonly images?: readonly {
    readonly id?: string;
    readonly name: string;
    readonly region?: Region;
    readonly iso?: boolean;
  }[];
  readonly volumes?: readonly {
    readonly id?: string;
    readonly name: string;
    readonly region?: Region;
    readonly sizeGb: number;
  }[];
  readonly scripts?: readonly {
    readonly id?: string;
    readonly name: string;
    readonly content: string;
  }[];
  readonly sshKeys?: readonly {
    readonly id?: string;
    readonly label: string;
    readonly value: string;
  }[];
}

export interface SeedVm {
  /** UUID. */
  readonly id?: string;
  readonly hostname: string;
  /** Id or name of a plan; `m.1` when left out. */
  readonly plan?: string;
  /** Id or name of an image, also of an ISO; the first public one of the region when left out. */
  readonly image?: string;
  /** Id of a volume of the seed, to boot from instead of an image. */
  readonly volume?: string;
  readonly region?: Region;
  /** Floating address; a new one when left out, none when `null`. */
  readonly ip?: string | null;
  /** Internal address; any free one when left out. */
  readonly privateIp?: string;
  /** Further internal addresses, with no floating one. */
  readonly morePrivateIps?: readonly string[];
  readonly status?: 'active' | 'shutoff';
}
