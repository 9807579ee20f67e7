import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, rowsOf, sameDnsName, sameRecord, seeIn } from './settling.ts';

const oneZone = { zone_id: param.needed(param.id('The zone (see dns2/zone-list).')) };
const ttl = param.wholeNumber('Time to live, in seconds.', 300);

/** DNS zones and records, in their present form. What these calls answer is on record nowhere. */
export const dns2Endpoints: readonly Endpoint[] = [
  endpoint({
    name: 'dns2/zone-list',
    summary: 'List the DNS zones of the account',
    class: 'read',
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns2/zone-add',
    summary: 'Add a DNS zone',
    class: 'create',
    parameters: {
      name: param.needed(param.text('Name of the zone.', 'example.com')),
      ttl: param.needed(ttl),
    },
    response: answer.unrecorded,
    settle: findIn('dns2/zone-list', {
      what: 'a zone of this name',
      rows: rowsOf('outputs.zones'),
      where: sameDnsName('(has(row.name) ? row.name : row.origin)', 'input.name'),
      as: { zone_id: 'string(row.id)' },
      name: 'name',
    }),
    effects: [creates('dns zone', outputIfAny('zone_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns2/zone-remove',
    summary: 'Remove a DNS zone with its records',
    class: 'destroy',
    parameters: oneZone,
    response: answer.unrecorded,
    settle: goneFrom('dns2/zone-list', {
      what: 'the zone',
      rows: rowsOf('outputs.zones'),
      where: 'string(row.id) == string(input.zone_id)',
    }),
    effects: [destroys('dns zone', idOf('zone_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns2/record-list',
    summary: 'List the records of a DNS zone',
    class: 'read',
    parameters: oneZone,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns2/record-add',
    summary: 'Add a record to a DNS zone, or change one',
    notes: ['Without `orig_record_id` every call adds another record.'],
    class: 'create',
    classIfGiven: { parameter: 'orig_record_id', class: 'convergent' },
    parameters: {
      ...oneZone,
      name: param.needed({
        type: 'string',
        description: 'Name within the zone.',
        examples: ['www'],
      }),
      data: param.needed(param.text('What the name stands for.', '172.81.176.125')),
      ttl: param.needed(ttl),
      type: param.needed(
        param.choice('Type of record.', [
          'A',
          'AAAA',
          'CNAME',
          'ALIAS',
          'MX',
          'NS',
          'TXT',
          'SPF',
          'SRV',
        ]),
      ),
      policy: param.optional(param.text('How one of several records is chosen.')),
      weight: param.optional(param.wholeNumber('Weight among several records.')),
      region: param.optional(param.text('Region of the asker.')),
      regiongroup: param.optional(param.text('Group of regions of the asker.')),
      country: param.optional(param.text('Country of the asker.')),
      continent: param.optional(param.text('Continent of the asker.')),
      global: param.optional(
        param.text('Whether it is for every asker; the words are not on record.'),
      ),
      latitude: param.optional(degrees('Latitude of the asker.')),
      longitude: param.optional(degrees('Longitude of the asker.')),
      aux: param.optional(param.wholeNumber('Preference of an MX or SRV record.', 10)),
      monitor_id: param.optional(param.id('Leave the record out while this check fails.')),
      orig_record_id: param.optional(
        param.id('The record to change; left out, a new record is added.'),
      ),
    },
    response: answer.unrecorded,
    settle: findIn('dns2/record-list', {
      what: 'such a record',
      with: { zone_id: 'input.zone_id' },
      rows: rowsOf('outputs.records'),
      where: sameRecord,
      as: { record_id: 'string(row.id)' },
    }),
    settleIfGiven: {
      parameter: 'orig_record_id',
      settle: seeIn('dns2/record-list', {
        what: 'the record is as it was to be',
        with: { zone_id: 'input.zone_id' },
        done: `${rowsOf('outputs.records')}.exists(row, string(row.id) == string(input.orig_record_id) && ${sameRecord})`,
      }),
    },
    effects: [
      creates('dns record', outputIfAny('record_id'), {
        name: 'input.name',
        when: '!has(input.orig_record_id)',
      }),
      changes('dns record', idOf('orig_record_id'), {
        name: 'input.name',
        when: 'has(input.orig_record_id)',
      }),
    ],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'dns2/record-remove',
    summary: 'Remove a record from a DNS zone',
    class: 'destroy',
    parameters: {
      ...oneZone,
      record_id: param.needed(param.id('The record (see dns2/record-list).')),
    },
    response: answer.unrecorded,
    settle: goneFrom('dns2/record-list', {
      what: 'the record',
      with: { zone_id: 'input.zone_id' },
      rows: rowsOf('outputs.records'),
      where: 'string(row.id) == string(input.record_id)',
    }),
    effects: [destroys('dns record', idOf('record_id'))],
    evidence: 'vendor',
  }),
];

function degrees(description: string) {
  return { type: ['number', 'string'], description, minLength: 1 } as const;
}
