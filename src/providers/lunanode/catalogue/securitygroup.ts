import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, seeIn } from './settling.ts';

const inRegion = { region: param.needed(param.region('Region of the group.')) };
const oneGroup = {
  ...inRegion,
  group_id: param.needed(param.id('The security group (see securitygroup/list).', '5')),
};

const ofGroup = { region: 'input.region', group_id: 'input.group_id' };

/** How the list writes ports and other sides is known for "any" only, so these are compared loosely. */
const sameRule = [
  'row.direction.lowerAscii() == input.direction.lowerAscii()',
  'row.ethertype.endsWith(string(input.type))',
  'row.protocol.lowerAscii() in [input.protocol.lowerAscii(), "*"]',
  '(!has(input.port_min) || row.port_range.startsWith(string(input.port_min)) || row.port_range == "*")',
  '(input.remote_type != "cidr" || row.remote in [input.remote_value, "*"])',
  'row.label == input.?label.orValue(row.label)',
].join(' && ');

/** Security groups: the firewall in front of VMs. */
export const securitygroupEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'securitygroup/list',
    summary: 'List the security groups of the account',
    class: 'read',
    response: answer.record({
      securitygroups: answer.list(
        'The groups.',
        answer.record({
          securitygroup_id: answer.id('Digits; the `group_id` of the other calls.'),
          name: answer.text('Label.'),
          region: answer.text('Key of the region.'),
        }),
      ),
    }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/create',
    summary: 'Create a security group',
    class: 'create',
    parameters: { ...inRegion, name: param.needed(param.text('Label of the group.')) },
    response: answer.record({ group_id: answer.id('The new group.') }),
    settle: findIn('securitygroup/list', {
      what: 'a security group of this name in the region',
      rows: 'outputs.securitygroups',
      where: 'row.name == input.name && row.region == input.region',
      as: { group_id: 'row.securitygroup_id' },
      name: 'name',
    }),
    undo: {
      summary: 'Delete the security group',
      uses: 'securitygroup/delete',
      with: { region: 'input.region', group_id: 'outputs.group_id' },
    },
    effects: [creates('security group', 'outputs.group_id', { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/delete',
    summary: 'Delete a security group',
    class: 'destroy',
    parameters: oneGroup,
    settle: goneFrom('securitygroup/list', {
      what: 'the security group',
      rows: 'outputs.securitygroups',
      where: 'row.securitygroup_id == string(input.group_id)',
    }),
    effects: [destroys('security group', idOf('group_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/rename',
    summary: 'Rename a security group',
    class: 'convergent',
    parameters: { ...oneGroup, name: param.needed(param.text('The new label.')) },
    settle: seeIn('securitygroup/list', {
      what: 'the security group has the new name',
      done: 'outputs.securitygroups.exists(row, row.securitygroup_id == string(input.group_id) && row.name == input.name)',
    }),
    effects: [changes('security group', idOf('group_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/rule-list',
    summary: 'List the rules of a security group',
    notes: ['The API numbers the rules; Perilune makes them the list `rules`.'],
    class: 'read',
    parameters: oneGroup,
    response: answer.record({ rules: answer.list('The rules.', rule()) }),
    numberedKeys: 'rules',
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/rule-insert',
    summary: 'Add a rule to a security group',
    notes: ['What it answers is not on record: list the rules to find the new one.'],
    class: 'create',
    parameters: {
      ...oneGroup,
      direction: param.needed(param.text('Way of the traffic.', 'ingress', 'egress')),
      type: param.needed(param.id('Version of IP.', '4', '6')),
      protocol: param.needed(param.text('Protocol.', 'tcp', 'udp')),
      remote_type: param.needed(param.text('What `remote_value` is.', 'cidr')),
      remote_value: param.needed(param.text('The other side.', '0.0.0.0/0')),
      port_min: param.optional(param.wholeNumber('First port.', 443)),
      port_max: param.optional(param.wholeNumber('Last port.', 443)),
      label: param.optional(param.text('Label of the rule.')),
    },
    response: answer.unrecorded,
    settle: findIn('securitygroup/rule-list', {
      what: 'such a rule',
      with: ofGroup,
      rows: 'outputs.rules',
      where: sameRule,
      as: { rule_id: 'row.id' },
    }),
    effects: [
      creates('security group rule', outputIfAny('rule_id')),
      changes('security group', idOf('group_id')),
    ],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'securitygroup/rule-delete',
    summary: 'Delete a rule of a security group',
    class: 'destroy',
    parameters: { ...oneGroup, rule_id: param.needed(param.text('The rule: its UUID.')) },
    settle: goneFrom('securitygroup/rule-list', {
      what: 'the rule',
      with: ofGroup,
      rows: 'outputs.rules',
      where: 'row.id == input.rule_id',
    }),
    effects: [
      destroys('security group rule', 'input.rule_id'),
      changes('security group', idOf('group_id')),
    ],
    evidence: 'vendor',
  }),
];

function rule(): JsonSchema {
  return answer.record({
    id: answer.id('UUID.'),
    direction: answer.text('Way of the traffic.', 'ingress', 'egress'),
    ethertype: answer.text('Version of IP.', 'IPv4', 'IPv6'),
    protocol: answer.text('Protocol; `*` for any.', 'tcp', '*'),
    port_range: answer.text('Ports; `*` for any.', '*'),
    remote: answer.text('The other side; `*` for any.', '*'),
    label: answer.text('Label.'),
  });
}
