import { hourlyPrice, plans } from '../world/plans.ts';
import { regionNames } from '../world/regions.ts';
import type { Handlers } from './handler.ts';

/** What everybody sees alike, and what one has left. */
export const priceListHandlers: Handlers = {
  'plan/list': () => ({
    plans: plans.map((plan) => ({
      plan_id: plan.id,
      name: plan.name,
      ram: plan.ramMb,
      vcpu: plan.vcpu,
      storage: plan.storageGb,
      bandwidth: plan.bandwidthGb,
      ips: 1,
      price: hourlyPrice(plan),
      price_nice: `$${hourlyPrice(plan)}`,
      price_monthly_nice: `$${plan.usdPerMonth.toFixed(2)}`,
      category: plan.category,
      regions_nice: Object.values(regionNames).join(', '),
      metadata_json: '[]',
      metadata: '',
    })),
  }),
  'region/list': () => ({ regions: regionNames }),
  'billing/credit': ({ world, account }) => ({ credit: world.creditOf(account).toFixed(8) }),
};
