import { freeInternalAddress } from './address-pool.ts';
import type { Image, Login, Network, Vm, Volume } from './records.ts';
import { vmRow } from './vm-view.ts';
import type { World } from './world.ts';

/** What a VM is made of; at least one of `image` and `volume` is there. */
export interface VmDraft extends Pick<
  Vm,
  'owner' | 'region' | 'hostname' | 'plan' | 'affinityGroup'
> {
  /** UUID; a new one when left out. */
  readonly id?: string;
  readonly image: Image | null;
  /** The volume it boots from, instead of a local disk. */
  readonly volume: Volume | null;
  readonly network: Network;
  /** Internal address; any free one when left out. */
  readonly privateIp?: string;
  readonly securityGroups: Iterable<string>;
  readonly setPassword: boolean;
}

/** Adds a VM that is still to be built: it has its addresses, but shows none. */
export function addVm(world: World, draft: VmDraft): Vm {
  const { random } = world;
  const imageName = draft.image?.name ?? draft.volume?.name ?? '';
  const vm: Vm = {
    id: draft.id ?? random.uuid(),
    owner: draft.owner,
    region: draft.region,
    network: draft.network.id,
    createdAt: world.now,
    hostId: random.hex(56),
    ipv6: `2001:db8:2:0:f816:3eff:fe${random.hex(2)}:${random.hex(4)}`,
    affinityGroup: draft.affinityGroup,
    iso: draft.image?.diskFormat === 'iso',
    volumeBacked: draft.volume !== null,
    hostname: draft.hostname,
    plan: draft.plan,
    imageName,
    login: makeLogin(world, { imageName, setPassword: draft.setPassword }),
    status: 'build',
    task: '',
    errorDetail: '',
    operation: 0,
    deleting: false,
    visibleAddresses: 'none',
    addresses: [
      { ip: draft.privateIp ?? freeInternalAddress(world, draft.network), port: random.uuid() },
    ],
    securityGroups: new Set(draft.securityGroups),
    diskSwapped: false,
    chargeForCpu: false,
    firstRow: {},
  };
  world.state.vms.set(vm.id, vm);
  if (draft.volume !== null) {
    draft.volume.state = { status: 'in-use', vm: vm.id, device: '/dev/vda', boot: true };
  }
  vm.firstRow = vmRow(world, vm);
  return vm;
}

/** Templates come with a user and a password; everything else with a password if one was asked for. */
export function makeLogin(
  world: World,
  { imageName, setPassword }: { imageName: string; setPassword: boolean },
): Login | null {
  if (imageName.endsWith(' (template)')) {
    const system = imageName.split(' ')[0]?.toLowerCase() ?? '';
    const username = ['ubuntu', 'debian', 'centos', 'fedora'].includes(system) ? system : 'root';
    return { username, password: world.random.password(16) };
  }
  return setPassword ? { username: null, password: world.random.password(16) } : null;
}
