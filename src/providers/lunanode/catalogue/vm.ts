import type { Endpoint } from './endpoint.ts';
import { vmAddressEndpoints } from './vm-address.ts';
import { vmLifecycleEndpoints } from './vm-lifecycle.ts';
import { vmPowerEndpoints } from './vm-power.ts';

/**
 * The category `vm`: the 23 actions of the vendor's page, and two that only programs of the vendor
 * use.
 */
export const vmEndpoints: readonly Endpoint[] = [
  ...vmLifecycleEndpoints,
  ...vmPowerEndpoints,
  ...vmAddressEndpoints,
];
