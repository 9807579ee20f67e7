import { Refusal } from '../refusal.ts';
import { adds, lists, namedRecord, recordsOf, removes, type Collection } from './collection.ts';
import type { Handlers } from './handler.ts';

const check: Collection = { name: 'check', idParameter: 'check_id' };
const contact: Collection = { name: 'contact', idParameter: 'contact_id' };
const alert: Collection = { name: 'alert', idParameter: 'alert_id', parent: check };

/** Made up, but for the first key: nobody has recorded the whole answer. */
const checkTypes = {
  icmp: { name: 'ICMP ping', short_name: 'ICMP', params: { target: 'Host to ping' } },
  http: { name: 'HTTP request', short_name: 'HTTP', params: { url: 'Address to get' } },
  tcp: {
    name: 'TCP connection',
    short_name: 'TCP',
    params: { target: 'Host', port: 'Port' },
  },
} as const;

export const monitorHandlers: Handlers = {
  'monitor/check-list': (call) => {
    const rows = recordsOf(call, check, null).map(({ id, fields }) => {
      const { name = '', type = '', check_interval = '', delay = '', ...data } = fields;
      const row = {
        id,
        name,
        type,
        type_details: typeDetails(type) ?? '',
        check_interval,
        delay,
        data: JSON.stringify(data),
        data_nice: data,
        data_summary: Object.values(data).join(', '),
        enabled: true,
        status: 'online',
      };
      return [id, row] as const;
    });
    return { checks: Object.fromEntries(rows) };
  },
  'monitor/check-types': () => ({ types: checkTypes }),
  'monitor/check-add': (call) => {
    if (typeDetails(call.parameters.text('type')) === undefined) throw new Refusal('invalid type');
    return adds(check)(call);
  },
  'monitor/check-remove': removes(check),
  'monitor/contact-list': lists(contact, 'contacts', 'map'),
  'monitor/contact-add': adds(contact),
  'monitor/contact-remove': removes(contact),
  'monitor/alert-list': lists(alert, 'alerts', 'map'),
  'monitor/alert-add': (call) => {
    namedRecord(call, contact);
    return adds(alert)(call);
  },
  'monitor/alert-remove': removes(alert),
};

function typeDetails(type: string) {
  return Object.entries(checkTypes).find(([key]) => key === type)?.[1];
}
