import { parseSubnet, parseIpv4 } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import { members, ownNetwork } from './find.ts';
import { done, type Handlers } from './handler.ts';

export const networkHandlers: Handlers = {
  'network/list': (call) => {
    const region = call.parameters.optional('region');
    if (region !== undefined) call.parameters.region();
    const rows = [...call.world.state.networks.values()]
      .filter(({ owner }) => owner === null || owner === call.account)
      .filter((network) => region === undefined || network.region === region)
      .map(({ id, name, subnet }) => ({ net_id: id, name, subnet: subnet.cidr }));
    return { networks: rows };
  },
  /** What this answers is not on record, so it answers nothing: the list tells the id. */
  'network/create': ({ world, account, parameters }) => {
    const region = parameters.region();
    const subnet = parseSubnet(parameters.text('subnet'));
    if (subnet === null) throw new Refusal('invalid subnet');
    if (members(parameters.text('dns')).some((server) => parseIpv4(server) === null)) {
      throw new Refusal('invalid dns');
    }
    const id = world.nextId('network');
    world.state.networks.set(id, {
      id,
      owner: account,
      region,
      name: parameters.text('name'),
      subnet,
      uuid: world.random.uuid(),
      subnetUuid: world.random.uuid(),
    });
    return done;
  },
  'network/delete': (call) => {
    const network = ownNetwork(call, call.parameters.text('net_id'));
    if (network.region !== call.parameters.region()) throw new Refusal('invalid network');
    if ([...call.world.state.vms.values()].some((vm) => vm.network === network.id)) {
      throw new Refusal('the network is in use');
    }
    call.world.state.networks.delete(network.id);
    return done;
  },
};
