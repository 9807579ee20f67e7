import { endpoint } from './define-endpoint.ts';
import { oldDnsEndpoints } from './dns-superseded.ts';
import { changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, seeIn, valuesOf } from './settling.ts';

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
    settle: findIn('dns/dyn-list', {
      what: 'such a name',
      rows: valuesOf('outputs.dyns'),
      where: 'row.name.lowerAscii().startsWith(input.name.lowerAscii())',
      as: { dyn_id: 'row.id' },
      name: 'name',
    }),
    effects: [creates('dynamic name', outputIfAny('dyn_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns/dyn-update',
    summary: 'Change a dynamic name',
    class: 'convergent',
    parameters: { ...oneName, ...written },
    response: answer.unrecorded,
    settle: seeIn('dns/dyn-list', {
      what: 'the name stands for the address',
      done:
        `${valuesOf('outputs.dyns')}.exists(row, row.id == string(input.dyn_id) && ` +
        'row.name == input.name && row.ip == input.ip)',
    }),
    effects: [changes('dynamic name', idOf('dyn_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns/dyn-remove',
    summary: 'Remove a dynamic name',
    class: 'destroy',
    parameters: oneName,
    response: answer.unrecorded,
    settle: goneFrom('dns/dyn-list', {
      what: 'the name',
      rows: valuesOf('outputs.dyns'),
      where: 'row.id == string(input.dyn_id)',
    }),
    effects: [destroys('dynamic name', idOf('dyn_id'))],
    evidence: 'vendor',
  }),
  ...oldDnsEndpoints,
];
