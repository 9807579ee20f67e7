type Row = Readonly<Record<string, string>>;
/** A list in which the test knows that there is something. */
type List = readonly [Row, ...Row[]];
type ById = Readonly<Record<string, Row>>;

interface Address {
  readonly addr: string;
  readonly version: string;
  readonly external: string;
  readonly reverse?: string;
}

export interface VmInfo {
  readonly hostname: string;
  readonly status: string;
  readonly status_raw: string;
  readonly status_nohtml: string;
  readonly task_state: string;
  readonly ip: string;
  readonly privateip: string;
  readonly ipv6: readonly string[];
  readonly addresses: readonly Address[];
  readonly additionalip: readonly string[];
  readonly login_details: string;
  readonly security_groups: readonly string[];
  readonly security_group_ids: readonly string[];
  readonly volumes: '' | List;
  readonly diskswap?: string;
}

/** What the calls answer, all in one: a test reads only what belongs to its call. */
export interface Answer {
  /** Keys and rules come numbered. */
  readonly [index: `${number}`]: Row;
  readonly success: 'yes' | 'no';
  readonly error: string;
  readonly vm_id: string;
  readonly image_id: string;
  readonly volume_id: string;
  readonly group_id: string;
  readonly script_id: string;
  readonly key_id: string;
  readonly ip: string;
  readonly vnc_url: string;
  readonly credit: string;
  readonly vms: List;
  readonly info: VmInfo;
  readonly extra: Row;
  readonly images: List;
  readonly details: Row;
  readonly volumes: List;
  readonly volume: { readonly status: string; readonly attached: string };
  readonly snapshots: List;
  readonly ips: List;
  readonly networks: List;
  readonly securitygroups: List;
  readonly scripts: List;
  readonly plans: List;
  readonly regions: Row;
  readonly dns: List;
  readonly dyns: ById;
  readonly zones: ById;
  readonly records: ById;
  readonly domains: List;
  readonly users: List;
  readonly checks: ById;
  readonly types: ById;
  readonly contacts: ById;
  readonly alerts: ById;
  readonly lb: List & { readonly members: List };
}

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'success' in value;
}
