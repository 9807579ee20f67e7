import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { creates, destroys, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom } from './settling.ts';

/** Floating IPs of the account, on a VM or not. */
export const floatingEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'floating/list',
    summary: 'List the floating IPs of the account',
    class: 'read',
    response: answer.record({ ips: answer.list('The addresses.', floatingIp()) }),
    evidence: 'capture',
  }),
  endpoint({
    name: 'floating/add',
    summary: 'Allocate a floating IP',
    notes: [
      'Each call allocates another one and charges for it.',
      'One program of the vendor reads the address from the answer, others list again: do not rely on it.',
    ],
    class: 'create',
    parameters: { region: param.needed(param.region('Region of the address.')) },
    response: answer.record({}, { ip: answer.text('The new address.') }),
    billed: true,
    settle: findIn('floating/list', {
      what: 'an address on no VM in the region',
      rows: 'outputs.ips',
      where: 'row.region == input.region && row.attached_type != "vm"',
      as: { ip: 'row.ip' },
    }),
    undo: {
      summary: 'Give the address up',
      uses: 'floating/delete',
      with: { region: 'input.region', ip: outputIfAny('ip') },
      when: `${outputIfAny('ip')} != ""`,
    },
    effects: [creates('floating address', outputIfAny('ip'))],
    evidence: 'data-file',
  }),
  endpoint({
    name: 'floating/delete',
    summary: 'Give a floating IP up',
    notes: ['The address is lost for good.'],
    class: 'destroy',
    parameters: {
      region: param.needed(param.region('Region of the address.')),
      ip: param.needed(param.ipv4('The address.')),
    },
    settle: goneFrom('floating/list', {
      what: 'the address',
      rows: 'outputs.ips',
      where: 'row.ip == input.ip',
    }),
    effects: [destroys('floating address', 'input.ip')],
    evidence: 'data-file',
  }),
];

function floatingIp(): JsonSchema {
  return answer.record({
    id: answer.text('Digits.'),
    ip: answer.id('The address.'),
    region: answer.text('Key of the region.'),
    attached_type: answer.text('What it is on; other words may exist.', 'vm', 'unattached'),
    attached_id: answer.text('The VM it is on.'),
    attached_name: answer.text('Name of the VM it is on.'),
    hostname: answer.text('Name in reverse DNS, or `[not set]`.'),
  });
}
