import { endpoint } from './define-endpoint.ts';
import { oldDnsEndpoints } from './dns-superseded.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';

const oneName = { dyn_id: param.needed(param.id('The name (see dns/dyn-list).')) };
const written = {
  name: param.needed(param.text('The name, in front of lndyn.com.', 'myvm')),
  ip: param.needed(param.text('The address it stands for.', '172.81.176.125')),
};

/** Dynamic names, and the older forms of DNS. */
export const dnsEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'dns/dyn-list',
    summary: 'List the dynamic names of the account',
    class: 'read',
    response: answer.record({
      dyns: answer.map(
        'By key.',
        answer.record({
          id: answer.id('Digits.'),
          name: answer.text('The name, in front of lndyn.com.'),
          ip: answer.text('The address it stands for.'),
        }),
      ),
    }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns/dyn-add',
    summary: 'Add a dynamic name',
    notes: ['What it answers is not on record: list the names to find the new one.'],
    class: 'create',
    parameters: written,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns/dyn-update',
    summary: 'Change a dynamic name',
    class: 'convergent',
    parameters: { ...oneName, ...written },
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns/dyn-remove',
    summary: 'Remove a dynamic name',
    class: 'destroy',
    parameters: oneName,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  ...oldDnsEndpoints,
];
