import { endpoint } from './define-endpoint.ts';
import { creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom } from './settling.ts';

/** Virtual networks. */
export const networkEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'network/list',
    summary: 'List the virtual networks of the account',
    class: 'read',
    parameters: { region: param.optional(param.region('Only the networks of this region.')) },
    response: answer.record({
      networks: answer.list(
        'The networks.',
        answer.record({
          net_id: answer.id('Digits.'),
          name: answer.text('Label.'),
          subnet: answer.text('In CIDR form.', '172.20.0.0/16'),
        }),
      ),
    }),
    evidence: 'capture',
  }),
  endpoint({
    name: 'network/create',
    summary: 'Create a virtual network',
    notes: ['What it answers is not on record: list the networks to find the new one.'],
    class: 'create',
    parameters: {
      region: param.needed(param.region('Region of the network.')),
      name: param.needed(param.text('Label of the network.')),
      subnet: param.needed(param.text('Its addresses, in CIDR form.', '192.168.0.0/24')),
      dns: param.needed(param.text('Name servers for its VMs.', '8.8.8.8')),
    },
    response: answer.unrecorded,
    billed: true,
    settle: findIn('network/list', {
      what: 'a network of this name in the region',
      with: { region: 'input.region' },
      rows: 'outputs.networks',
      where: 'row.name == input.name',
      as: { net_id: 'row.net_id' },
      name: 'name',
    }),
    effects: [creates('network', outputIfAny('net_id'), { name: 'input.name' })],
    evidence: 'data-file',
  }),
  endpoint({
    name: 'network/delete',
    summary: 'Delete a virtual network',
    class: 'destroy',
    parameters: {
      region: param.needed(param.region('Region of the network.')),
      net_id: param.needed(param.id('The network (see network/list).')),
    },
    response: answer.unrecorded,
    settle: goneFrom('network/list', {
      what: 'the network',
      with: { region: 'input.region' },
      rows: 'outputs.networks',
      where: 'row.net_id == string(input.net_id)',
    }),
    effects: [destroys('network', idOf('net_id'))],
    evidence: 'capture',
  }),
];
