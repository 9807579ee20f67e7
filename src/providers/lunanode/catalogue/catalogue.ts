import { billingEndpoints } from './billing.ts';
import { dnsEndpoints } from './dns.ts';
import { dns2Endpoints } from './dns2.ts';
import { emailEndpoints } from './email.ts';
import type { Endpoint } from './endpoint.ts';
import { floatingEndpoints } from './floating.ts';
import { imageEndpoints } from './image.ts';
import { lbEndpoints } from './lb.ts';
import { monitorEndpoints } from './monitor.ts';
import { networkEndpoints } from './network.ts';
import { planEndpoints } from './plan.ts';
import { regionEndpoints } from './region.ts';
import { scriptEndpoints } from './script.ts';
import { securitygroupEndpoints } from './securitygroup.ts';
import { sshkeyEndpoints } from './sshkey.ts';
import { vmEndpoints } from './vm.ts';
import { volumeEndpoints } from './volume.ts';

/** Every action of the API by name, category by category. */
export const catalogue: ReadonlyMap<string, Endpoint> = new Map(
  [
    vmEndpoints,
    imageEndpoints,
    volumeEndpoints,
    floatingEndpoints,
    networkEndpoints,
    securitygroupEndpoints,
    scriptEndpoints,
    sshkeyEndpoints,
    planEndpoints,
    regionEndpoints,
    billingEndpoints,
    lbEndpoints,
    monitorEndpoints,
    dns2Endpoints,
    dnsEndpoints,
    emailEndpoints,
  ]
    .flat()
    .map((endpoint) => [endpoint.name, endpoint]),
);
