import type { JsonObject } from '../../../../core/json.ts';
import { parseIpv4 } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import { egressToAnywhere } from '../world/egress-rules.ts';
import type { Rule, SecurityGroup } from '../world/records.ts';
import { own, usableSecurityGroup } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const securityGroupHandlers: Handlers = {
  'securitygroup/list': (call) => ({
    securitygroups: [...call.world.state.securityGroups.values()]
      .filter(({ owner }) => owner === null || owner === call.account)
      .map(({ id, name, region }) => ({ securitygroup_id: id, name, region })),
  }),
  'securitygroup/create': ({ world, account, parameters }) => {
    const region = parameters.region();
    const id = world.nextId('security-group');
    const name = parameters.text('name');
    const rules = egressToAnywhere(world);
    world.state.securityGroups.set(id, { id, owner: account, region, name, rules });
    return { group_id: id };
  },
  'securitygroup/delete': (call) => {
    const group = ownGroup(call);
    if ([...call.world.state.vms.values()].some((vm) => vm.securityGroups.has(group.id))) {
      throw new Refusal('the security group is in use');
    }
    call.world.state.securityGroups.delete(group.id);
    return done;
  },
  'securitygroup/rename': (call) => {
    ownGroup(call).name = call.parameters.text('name');
    return done;
  },
  'securitygroup/rule-list': (call) => {
    const group = inRegion(call, usableSecurityGroup(call, call.parameters.text('group_id')));
    return Object.fromEntries(group.rules.map((rule, index) => [String(index), row(rule)]));
  },
  'securitygroup/rule-insert': (call) => {
    const group = ownGroup(call);
    group.rules.push(readRule(call));
    return done;
  },
  'securitygroup/rule-delete': (call) => {
    const group = ownGroup(call);
    const index = group.rules.findIndex(({ id }) => id === call.parameters.text('rule_id'));
    if (index < 0) throw new Refusal('invalid rule');
    group.rules.splice(index, 1);
    return done;
  },
};

function ownGroup(call: Call): SecurityGroup {
  const id = call.parameters.text('group_id');
  const group = call.world.state.securityGroups.get(id);
  return inRegion(call, own(call, group, 'invalid security group'));
}

function inRegion(call: Call, group: SecurityGroup): SecurityGroup {
  if (group.region !== call.parameters.region()) throw new Refusal('invalid security group');
  return group;
}

function row(rule: Rule): JsonObject {
  return {
    id: rule.id,
    direction: rule.direction,
    ethertype: rule.ethertype,
    protocol: rule.protocol,
    port_range: rule.portRange,
    remote: rule.remote,
    label: rule.label,
  };
}

function readRule(call: Call): Rule {
  const { parameters, world } = call;
  return {
    direction: parameters.choice('direction', ['ingress', 'egress']),
    ethertype: parameters.choice('type', ['4', '6']) === '4' ? 'IPv4' : 'IPv6',
    protocol: parameters.choice('protocol', ['tcp', 'udp', 'icmp', '*']),
    portRange: portRange(call),
    remote: remote(call),
    label: parameters.optional('label') ?? '',
    id: world.random.uuid(),
  };
}

function portRange({ parameters }: Call): string {
  const [low, high] = ['port_min', 'port_max'].map((name) => {
    if (parameters.optional(name) === undefined) return undefined;
    const port = parameters.wholeNumber(name);
    if (port < 1 || port > 65_535) throw new Refusal(`${name} must be from 1 to 65535`);
    return port;
  });
  const from = low ?? high;
  const to = high ?? low;
  if (from === undefined || to === undefined) return '*';
  if (from > to) throw new Refusal('port_min must not be above port_max');
  return from === to ? String(from) : `${from}-${to}`;
}

function remote(call: Call): string {
  const value = call.parameters.text('remote_value');
  if (call.parameters.choice('remote_type', ['cidr', 'group']) === 'group') {
    return usableSecurityGroup(call, value).id;
  }
  const [base = '', length = ''] = value.split('/');
  const isCidr = (parseIpv4(base) !== null || base.includes(':')) && /^\d{1,3}$/.test(length);
  if (!isCidr) throw new Refusal('invalid remote_value');
  return value;
}
