/** A range of IPv4 addresses, as numbers. */
export interface Subnet {
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
}

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const addressPattern = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** The address as a number, or `null` when the text is not a dotted IPv4 address. */
export function parseIpv4(text: string): number | null {
  const match = addressPattern.exec(text);
  if (match === null) return null;
  return match.slice(1).reduce((number, part) => number * 256 + Number(part), 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** The range of `172.20.0.0/16`, or `null` when the text is not one that starts at its own base. */
export function parseSubnet(cidr: string): Subnet | null {
  const [base = '', length = '', ...rest] = cidr.split('/');
  const first = parseIpv4(base);
  if (first === null || rest.length > 0 || !/^(?:[89]|[12]\d)$/.test(length)) return null;
  const size = 2 ** (32 - Number(length));
  return first % size === 0 ? { cidr, first, last: first + size - 1 } : null;
}

/** Whether a VM may have this address: not the network's own, not the gateway's, not the broadcast. */
export function isHostOf(subnet: Subnet, address: number): boolean {
  return address > subnet.first + 1 && address < subnet.last;
}
