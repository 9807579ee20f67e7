import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, rowsOf, sameDnsName, sameRecord, seeIn } from './settling.ts';

const maybeGone = 'An older form that is in no present table of the vendor: it may be gone.';
const oneZone = { zone_id: param.needed(param.id('The zone (see dns/zone-list).')) };
const ttl = param.wholeNumber('Time to live, in seconds.', 300);

/** DNS as it was up to 2017; the category `dns2` replaces the zones and records, nothing the rest. */
export const oldDnsEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'dns/list',
    summary: 'List the names in reverse DNS',
    notes: [maybeGone],
    class: 'read',
    response: answer.record({
      dns: answer.list(
        'The addresses.',
        answer.record({
          vm_name: answer.text('Name of the VM.'),
          vm_id: answer.text('The VM.'),
          ip: answer.id('The address.'),
          hostname: answer.text('Its name, or `[not set]`.'),
        }),
      ),
    }),
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/set',
    summary: 'Set the name of an address in reverse DNS',
    notes: [maybeGone],
    class: 'convergent',
    parameters: {
      ip: param.needed(param.text('The address.', '172.81.176.125')),
      hostname: param.needed(param.text('Its name; `.` sets it back.', 'web.example.com', '.')),
    },
    response: answer.unrecorded,
    settle: seeIn('dns/list', {
      what: 'the address has the name',
      done:
        'outputs.dns.exists(row, row.ip == input.ip && ' +
        '(input.hostname == "." ? row.hostname == "[not set]" : row.hostname == input.hostname))',
    }),
    effects: [changes('floating address', 'input.ip', { name: 'input.hostname' })],
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/zone-list',
    summary: 'List the DNS zones, in the older form',
    notes: [maybeGone, 'Use dns2/zone-list.'],
    class: 'read',
    response: answer.unrecorded,
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/zone-add',
    summary: 'Add a DNS zone, in the older form',
    notes: [maybeGone, 'Use dns2/zone-add.'],
    class: 'create',
    parameters: {
      origin: param.needed(param.text('Name of the zone.', 'example.com')),
      ttl: param.optional(ttl),
    },
    response: answer.unrecorded,
    settle: findIn('dns/zone-list', {
      what: 'a zone of this name',
      rows: rowsOf('outputs.zones'),
      where: sameDnsName('(has(row.name) ? row.name : row.origin)', 'input.origin'),
      as: { zone_id: 'string(row.id)' },
      name: 'origin',
    }),
    effects: [creates('dns zone', outputIfAny('zone_id'), { name: 'input.origin' })],
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/zone-remove',
    summary: 'Remove a DNS zone, in the older form',
    notes: [maybeGone, 'Use dns2/zone-remove.'],
    class: 'destroy',
    parameters: oneZone,
    response: answer.unrecorded,
    settle: goneFrom('dns/zone-list', {
      what: 'the zone',
      rows: rowsOf('outputs.zones'),
      where: 'string(row.id) == string(input.zone_id)',
    }),
    effects: [destroys('dns zone', idOf('zone_id'))],
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/record-list',
    summary: 'List the records of a DNS zone, in the older form',
    notes: [maybeGone, 'Use dns2/record-list.'],
    class: 'read',
    parameters: oneZone,
    response: answer.unrecorded,
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/record-add',
    summary: 'Add a record to a DNS zone, in the older form',
    notes: [maybeGone, 'Use dns2/record-add.'],
    class: 'create',
    parameters: {
      ...oneZone,
      name: param.needed({
        type: 'string',
        description: 'Name within the zone.',
        examples: ['www'],
      }),
      data: param.needed(param.text('What the name stands for.')),
      ttl: param.needed(ttl),
      type: param.needed(param.text('Type of record.', 'A')),
    },
    response: answer.unrecorded,
    settle: findIn('dns/record-list', {
      what: 'such a record',
      with: { zone_id: 'input.zone_id' },
      rows: rowsOf('outputs.records'),
      where: sameRecord,
      as: { record_id: 'string(row.id)' },
    }),
    effects: [creates('dns record', outputIfAny('record_id'), { name: 'input.name' })],
    evidence: 'superseded',
  }),
  endpoint({
    name: 'dns/record-remove',
    summary: 'Remove a DNS record, in the older form',
    notes: [maybeGone, 'Use dns2/record-remove.'],
    class: 'destroy',
    parameters: { record_id: param.needed(param.id('The record (see dns/record-list).')) },
    response: answer.unrecorded,
    // Records are listed by zone, and the call does not say of which one it is.
    effects: [destroys('dns record', idOf('record_id'))],
    evidence: 'superseded',
  }),
];
