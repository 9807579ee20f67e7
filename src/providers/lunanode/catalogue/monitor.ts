import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, rowsOf, valuesOf } from './settling.ts';

const checkId = param.needed(param.id('The check (see monitor/check-list).'));
const contactId = param.needed(param.id('The contact (see monitor/contact-list).'));

/** Monitoring: checks, contacts, and alerts that join them. */
export const monitorEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'monitor/check-list',
    summary: 'List the checks of the account',
    class: 'read',
    response: answer.record({ checks: answer.map('By id.', check()) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/check-types',
    summary: 'List the kinds of checks, with the parameters each takes',
    class: 'read',
    response: answer.record({ types: answer.map('By key.', checkType()) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/check-add',
    summary: 'Add a check',
    notes: ['Takes the parameters of its kind as well: monitor/check-types lists them.'],
    class: 'create',
    parameters: {
      name: param.needed(param.text('Label of the check.')),
      type: param.needed(param.text('Kind of check (see monitor/check-types).', 'icmp')),
      check_interval: param.needed(param.wholeNumber('Time between two checks, in seconds.', 60)),
      delay: param.needed(param.wholeNumber('Delay before the state changes.')),
    },
    otherParameters: {
      type: ['string', 'integer', 'number', 'boolean'],
      description: 'A parameter of this kind of check.',
    },
    response: answer.unrecorded,
    settle: findIn('monitor/check-list', {
      what: 'a check of this name',
      rows: valuesOf('outputs.checks'),
      where: 'row.name == input.name',
      as: { check_id: 'row.id' },
      name: 'name',
    }),
    effects: [creates('monitor check', outputIfAny('check_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/check-remove',
    summary: 'Remove a check',
    class: 'destroy',
    parameters: { check_id: checkId },
    response: answer.unrecorded,
    settle: goneFrom('monitor/check-list', {
      what: 'the check',
      rows: valuesOf('outputs.checks'),
      where: 'row.id == string(input.check_id)',
    }),
    effects: [destroys('monitor check', idOf('check_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/contact-list',
    summary: 'List the contacts of the account',
    class: 'read',
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/contact-add',
    summary: 'Add a contact',
    class: 'create',
    parameters: {
      type: param.needed(param.text('Way to reach the contact; the words are not on record.')),
      rel: param.needed(param.text('Where to reach it: an address or a number.')),
    },
    response: answer.unrecorded,
    settle: findIn('monitor/contact-list', {
      what: 'a contact of this address',
      rows: rowsOf('outputs.contacts'),
      where: 'string(row.rel) == input.rel',
      as: { contact_id: 'string(row.id)' },
      name: 'rel',
    }),
    effects: [creates('monitor contact', outputIfAny('contact_id'), { name: 'input.rel' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/contact-remove',
    summary: 'Remove a contact',
    class: 'destroy',
    parameters: { contact_id: contactId },
    response: answer.unrecorded,
    settle: goneFrom('monitor/contact-list', {
      what: 'the contact',
      rows: rowsOf('outputs.contacts'),
      where: 'string(row.id) == string(input.contact_id)',
    }),
    effects: [destroys('monitor contact', idOf('contact_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/alert-list',
    summary: 'List the alerts of a check',
    class: 'read',
    parameters: { check_id: checkId },
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/alert-add',
    summary: 'Tell a contact when a check changes',
    class: 'create',
    parameters: { check_id: checkId, contact_id: contactId },
    response: answer.unrecorded,
    settle: findIn('monitor/alert-list', {
      what: 'an alert of the check for the contact',
      with: { check_id: 'input.check_id' },
      rows: rowsOf('outputs.alerts'),
      where: 'string(row.contact_id) == string(input.contact_id)',
      as: { alert_id: 'string(row.id)' },
    }),
    effects: [creates('monitor alert', outputIfAny('alert_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'monitor/alert-remove',
    summary: 'Remove an alert',
    class: 'destroy',
    parameters: { alert_id: param.needed(param.id('The alert (see monitor/alert-list).')) },
    response: answer.unrecorded,
    // Alerts are listed by check, and the call does not say of which one it is.
    effects: [destroys('monitor alert', idOf('alert_id'))],
    evidence: 'vendor',
  }),
];

function check(): JsonSchema {
  return answer.record(
    {
      id: answer.id('Digits.'),
      name: answer.text('Label.'),
      type: answer.text('Kind of check.', 'icmp'),
      status: answer.text('State; `online` has been seen.', 'online', 'offline'),
      enabled: answer.flag('It is being done.'),
    },
    {
      check_interval: answer.integer('Time between two checks, in seconds.'),
      delay: answer.integer('Delay before the state changes.'),
      type_details: checkType(),
      data: answer.text('Parameters of the check, as JSON in text.'),
      data_nice: answer.open('Parameters of the check.'),
      data_summary: answer.text('Parameters of the check, for people.'),
    },
  );
}

function checkType(): JsonSchema {
  return answer.record(
    { name: answer.text('Name for people.'), params: answer.open('Parameters, described.') },
    { short_name: answer.text('Short name for people.') },
  );
}
