import { dnsHandlers } from './dns.ts';
import { emailHandlers } from './email.ts';
import { floatingHandlers } from './floating.ts';
import type { Handler } from './handler.ts';
import { imageHandlers } from './image.ts';
import { loadBalancerHandlers } from './load-balancer.ts';
import { monitorHandlers } from './monitor.ts';
import { networkHandlers } from './network.ts';
import { priceListHandlers } from './price-list.ts';
import { scriptHandlers } from './script.ts';
import { securityGroupHandlers } from './security-group.ts';
import { sshKeyHandlers } from './ssh-key.ts';
import { vmAddressHandlers } from './vm-address.ts';
import { vmCreateHandlers } from './vm-create.ts';
import { vmDeleteHandlers } from './vm-delete.ts';
import { vmDiskHandlers } from './vm-disk.ts';
import { vmPowerHandlers } from './vm-power.ts';
import { vmSettingsHandlers } from './vm-settings.ts';
import { volumeSnapshotHandlers } from './volume-snapshot.ts';
import { volumeHandlers } from './volume.ts';

/** What every action of the API does, by `category/action`. */
export const allHandlers: ReadonlyMap<string, Handler> = new Map(
  [
    vmCreateHandlers,
    vmSettingsHandlers,
    vmPowerHandlers,
    vmDiskHandlers,
    vmDeleteHandlers,
    vmAddressHandlers,
    imageHandlers,
    volumeHandlers,
    volumeSnapshotHandlers,
    floatingHandlers,
    networkHandlers,
    securityGroupHandlers,
    scriptHandlers,
    sshKeyHandlers,
    priceListHandlers,
    loadBalancerHandlers,
    monitorHandlers,
    dnsHandlers,
    emailHandlers,
  ].flatMap((handlers) => Object.entries(handlers)),
);
