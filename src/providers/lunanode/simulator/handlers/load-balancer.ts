import { Refusal } from '../refusal.ts';
import { adds, namedRecord, recordsOf, removes, rowOf, type Collection } from './collection.ts';
import { ownFloating, usableNetwork } from './find.ts';
import { alreadySo, done, type Call, type Handlers } from './handler.ts';

const balancer: Collection = { name: 'load balancer', idParameter: 'lb_id' };
const member: Collection = { name: 'member', idParameter: 'member_id', parent: balancer };

export const loadBalancerHandlers: Handlers = {
  'lb/list': (call) => {
    const region = call.parameters.region();
    const network = call.parameters.optional('net_id');
    const rows = recordsOf(call, balancer, null)
      .filter(({ fields }) => fields['region'] === region)
      .filter(({ fields }) => network === undefined || fields['net_id'] === network)
      .map(({ id, fields }) => ({ id, name: fields['name'] ?? '', region }));
    return { lb: rows };
  },
  'lb/create': (call) => {
    const network = usableNetwork(call, call.parameters.text('net_id'));
    if (network.region !== call.parameters.region()) throw new Refusal('invalid network');
    return adds(balancer)(call);
  },
  'lb/delete': (call) => {
    const { id } = inRegion(call);
    for (const address of call.world.state.floating.values()) {
      const target = address.attachedTo;
      if (target?.type === 'lb' && target.lb === id) address.attachedTo = null;
    }
    return removes(balancer)(call);
  },
  'lb/info': (call) => {
    const record = inRegion(call);
    const members = recordsOf(call, member, record.id).map((one) => rowOf(one, member));
    return { lb: { ...rowOf(record, balancer), members } };
  },
  'lb/member_add': (call) => {
    inRegion(call);
    call.parameters.ipv4('ip');
    return adds(member)(call);
  },
  'lb/member_remove': (call) => {
    inRegion(call);
    return removes(member)(call);
  },
  'lb/associate': (call) => {
    const { id } = inRegion(call);
    const address = ownFloating(call, call.parameters.text('ip'));
    if (address.region !== call.parameters.region()) throw new Refusal('invalid IP');
    const target = address.attachedTo;
    if (target?.type === 'lb' && target.lb === id) {
      return alreadySo(call, 'the IP is already attached to this load balancer');
    }
    if (target !== null) throw new Refusal('the IP is already attached');
    address.attachedTo = { type: 'lb', lb: id };
    return done;
  },
};

function inRegion(call: Call) {
  const record = namedRecord(call, balancer);
  if (record.fields['region'] !== call.parameters.region()) {
    throw new Refusal('invalid load balancer');
  }
  return record;
}
