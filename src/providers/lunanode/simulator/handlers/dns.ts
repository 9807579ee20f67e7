import type { FloatingAddress } from '../world/records.ts';
import { adds, changes, lists, removes, type Collection } from './collection.ts';
import { ownFloating } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

const dynamicName: Collection = { name: 'dynamic name', idParameter: 'dyn_id' };
const zone: Collection = { name: 'zone', idParameter: 'zone_id' };
const record: Collection = { name: 'record', idParameter: 'record_id', parent: zone };

/** Dynamic names, names in reverse DNS, and zones in their older and in their present form. */
export const dnsHandlers: Handlers = {
  'dns/dyn-list': lists(dynamicName, 'dyns', 'map'),
  'dns/dyn-add': adds(dynamicName),
  'dns/dyn-update': changes(dynamicName),
  'dns/dyn-remove': removes(dynamicName),

  'dns/list': (call) => ({
    dns: [...call.world.state.floating.values()]
      .filter(({ owner }) => owner === call.account)
      .map((address) => reverseRow(call, address)),
  }),
  'dns/set': (call) => {
    const address = ownFloating(call, call.parameters.text('ip'));
    const hostname = call.parameters.text('hostname');
    address.hostname = hostname === '.' ? null : hostname;
    return done;
  },

  'dns/zone-list': lists(zone, 'zones', 'map'),
  'dns/zone-add': adds(zone),
  'dns/zone-remove': removes(zone),
  'dns/record-list': lists(record, 'records', 'map'),
  'dns/record-add': adds(record),
  'dns/record-remove': removes(record),

  'dns2/zone-list': lists(zone, 'zones', 'map'),
  'dns2/zone-add': adds(zone),
  'dns2/zone-remove': removes(zone),
  'dns2/record-list': lists(record, 'records', 'map'),
  'dns2/record-add': adds(record, { parameter: 'orig_record_id' }),
  'dns2/record-remove': removes(record),
};

function reverseRow({ world }: Call, { ip, hostname, attachedTo }: FloatingAddress) {
  const vm = attachedTo?.type === 'vm' ? world.state.vms.get(attachedTo.vm) : undefined;
  return {
    vm_name: vm?.hostname ?? '',
    vm_id: vm?.id ?? '',
    ip,
    hostname: hostname ?? '[not set]',
  };
}
