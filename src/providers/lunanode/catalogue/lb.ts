import { endpoint } from './define-endpoint.ts';
import { attaches, changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, rowsOf, seeIn } from './settling.ts';

const inRegion = { region: param.needed(param.region('Region of the load balancer.')) };
const oneBalancer = {
  ...inRegion,
  lb_id: param.needed(param.id('The load balancer (see lb/list).')),
};
const port = param.wholeNumber('Port.', 443);

const ofBalancer = { region: 'input.region', lb_id: 'input.lb_id' };
const memberRows = rowsOf('outputs.lb.members');

/** Load balancers. The vendor's page is unknown: names of parameters are all there is. */
export const lbEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'lb/list',
    summary: 'List the load balancers of a region',
    class: 'read',
    parameters: {
      ...inRegion,
      net_id: param.optional(param.id('Only those of this network (see network/list).')),
    },
    response: answer.record({
      lb: answer.list(
        'The load balancers.',
        answer.record({
          id: answer.id('Digits.'),
          name: answer.text('Label.'),
          region: answer.text('Key of the region.'),
        }),
      ),
    }),
    evidence: 'capture',
  }),
  endpoint({
    name: 'lb/create',
    summary: 'Create a load balancer',
    notes: ['What it answers is not on record: list the load balancers to find the new one.'],
    class: 'create',
    parameters: {
      ...inRegion,
      net_id: param.needed(param.id('The network of its members (see network/list).')),
      name: param.needed(param.text('Label of the load balancer.')),
      method: param.needed(param.text('How members are chosen; the words are not on record.')),
      protocol: param.needed(param.text('Protocol; the words are not on record.')),
      connection_limit: param.needed(param.wholeNumber('Connections at the same time.')),
      port: param.needed(port),
    },
    response: answer.unrecorded,
    billed: true,
    asynchronous: true,
    settle: findIn('lb/list', {
      what: 'a load balancer of this name in the region',
      with: { region: 'input.region' },
      rows: 'outputs.lb',
      where: 'row.name == input.name',
      as: { lb_id: 'row.id' },
      name: 'name',
    }),
    effects: [creates('load balancer', outputIfAny('lb_id'), { name: 'input.name' })],
    evidence: 'data-file',
  }),
  endpoint({
    name: 'lb/delete',
    summary: 'Delete a load balancer',
    class: 'destroy',
    parameters: oneBalancer,
    response: answer.unrecorded,
    settle: goneFrom('lb/list', {
      what: 'the load balancer',
      with: { region: 'input.region' },
      rows: 'outputs.lb',
      where: 'row.id == string(input.lb_id)',
    }),
    effects: [destroys('load balancer', idOf('lb_id'))],
    evidence: 'capture',
  }),
  endpoint({
    name: 'lb/info',
    summary: 'Show a load balancer',
    class: 'read',
    parameters: oneBalancer,
    response: answer.unrecorded,
    evidence: 'data-file',
  }),
  endpoint({
    name: 'lb/member_add',
    summary: 'Add a member to a load balancer',
    class: 'create',
    parameters: {
      ...oneBalancer,
      ip: param.needed(param.ipv4('Internal address of the member.')),
      port: param.needed(port),
    },
    response: answer.unrecorded,
    settle: findIn('lb/info', {
      what: 'a member of this address and port',
      with: ofBalancer,
      rows: memberRows,
      where: 'string(row.ip) == input.ip && string(row.port) == string(input.port)',
      as: { member_id: 'string(row.id)' },
    }),
    effects: [
      creates('load balancer member', outputIfAny('member_id'), { name: 'input.ip' }),
      changes('load balancer', idOf('lb_id')),
    ],
    evidence: 'data-file',
  }),
  endpoint({
    name: 'lb/member_remove',
    summary: 'Remove a member from a load balancer',
    class: 'destroy',
    parameters: { ...oneBalancer, member_id: param.needed(param.id('The member (see lb/info).')) },
    response: answer.unrecorded,
    settle: goneFrom('lb/info', {
      what: 'the member',
      with: ofBalancer,
      rows: memberRows,
      where: 'string(row.id) == string(input.member_id)',
    }),
    effects: [
      destroys('load balancer member', idOf('member_id')),
      changes('load balancer', idOf('lb_id')),
    ],
    evidence: 'data-file',
  }),
  endpoint({
    name: 'lb/associate',
    summary: 'Put a floating IP on a load balancer',
    class: 'convergent',
    parameters: { ...oneBalancer, ip: param.needed(param.ipv4('The floating IP.')) },
    response: answer.unrecorded,
    settle: seeIn('floating/list', {
      what: 'the address is on the load balancer',
      done: 'outputs.ips.exists(row, row.ip == input.ip && row.attached_id == string(input.lb_id))',
    }),
    effects: [attaches('floating address', 'input.ip')],
    evidence: 'data-file',
  }),
];
