import type { JsonObject } from '../../../../core/json.ts';
import { Refusal } from '../refusal.ts';
import { allocateFloating, releaseFloating } from '../world/address-pool.ts';
import type { FloatingAddress } from '../world/records.ts';
import { ownFloating } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const floatingHandlers: Handlers = {
  'floating/list': (call) => ({
    ips: [...call.world.state.floating.values()]
      .filter(({ owner }) => owner === call.account)
      .map((address) => ({
        id: address.id,
        ip: address.ip,
        region: address.region,
        ...attachment(call, address),
        hostname: address.hostname ?? '[not set]',
      })),
  }),
  'floating/add': (call) => {
    const region = call.parameters.region();
    return { ip: allocateFloating(call.world, call.account, region).ip };
  },
  'floating/delete': (call) => {
    const region = call.parameters.region();
    const address = ownFloating(call, call.parameters.text('ip'));
    if (address.region !== region) throw new Refusal('invalid IP');
    if (address.attachedTo !== null) throw new Refusal('the IP is attached; detach it first');
    releaseFloating(call.world, address);
    return done;
  },
};

function attachment({ world }: Call, { attachedTo }: FloatingAddress): JsonObject {
  if (attachedTo === null) {
    return { attached_type: 'unattached', attached_id: '', attached_name: '' };
  }
  const [id, name] =
    attachedTo.type === 'vm'
      ? [attachedTo.vm, world.state.vms.get(attachedTo.vm)?.hostname]
      : [attachedTo.lb, world.state.records.get(attachedTo.lb)?.fields['name']];
  return { attached_type: attachedTo.type, attached_id: id, attached_name: name ?? '' };
}
