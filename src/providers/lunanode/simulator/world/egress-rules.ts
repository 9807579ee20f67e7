import type { Rule } from './records.ts';
import type { World } from './world.ts';

/** What OpenStack gives every new security group: everything may leave. */
export function egressToAnywhere(world: World): Rule[] {
  const ethertypes = ['IPv4', 'IPv6'] as const;
  return ethertypes.map((ethertype) => ({
    id: world.random.uuid(),
    direction: 'egress',
    ethertype,
    protocol: '*',
    portRange: '*',
    remote: '*',
    label: '',
  }));
}
