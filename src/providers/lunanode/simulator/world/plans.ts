/** A size of VM. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly ramMb: number;
  readonly vcpu: number;
  readonly storageGb: number;
  /** Per month. */
  readonly bandwidthGb: number;
  readonly usdPerMonth: number;
  readonly category: string;
}

/** The cloud counts 720 hours to a month: $3.50 a month is listed as $0.00486 an hour. */
export const hoursPerMonth = 720;

const smallDisk = 'Memory Optimized';
const general = 'General Purpose';
const compute = 'Compute Optimized';

type Figures = readonly [
  id: string,
  name: string,
  ramMb: number,
  vcpu: number,
  storageGb: number,
  bandwidthGb: number,
  usdPerMonth: number,
];

const tables: Readonly<Record<string, readonly Figures[]>> = {
  [smallDisk]: [
    ['79', 's.half', 512, 1, 15, 500, 3],
    ['80', 's.1', 1024, 1, 15, 1000, 4],
    ['81', 's.2', 2048, 1, 20, 1500, 7],
    ['82', 's.4', 4096, 2, 25, 2000, 14],
    ['83', 's.8', 8192, 2, 35, 2500, 28],
    ['84', 's.16', 16_384, 4, 50, 3000, 56],
    ['85', 's.32', 32_768, 6, 70, 4000, 112],
  ],
  [general]: [
    ['86', 'm.1', 1024, 1, 20, 1000, 5],
    ['87', 'm.2', 2048, 1, 25, 1500, 10],
    ['88', 'm.4', 4096, 2, 35, 2500, 20],
    ['89', 'm.8', 8192, 4, 70, 3000, 40],
    ['90', 'm.16', 16_384, 6, 130, 4000, 80],
    ['91', 'm.32', 32_768, 8, 250, 5000, 160],
    ['92', 'm.64', 65_536, 12, 500, 6000, 320],
  ],
  [compute]: [
    ['93', 'c.1', 2048, 2, 35, 2000, 15],
    ['94', 'c.2', 4096, 4, 60, 2500, 30],
    ['95', 'c.4', 8192, 6, 90, 3000, 60],
    ['96', 'c.8', 16_384, 8, 150, 4000, 120],
    ['97', 'c.16', 32_768, 16, 260, 5000, 240],
  ],
};

/**
 * Ids and names are the real ones of 2018 (vendor's programs); memory, disks and prices are made up
 * in the same proportions.
 */
export const plans: readonly Plan[] = Object.entries(tables).flatMap(([category, rows]) =>
  rows.map(([id, name, ramMb, vcpu, storageGb, bandwidthGb, usdPerMonth]) => ({
    id,
    name,
    ramMb,
    vcpu,
    storageGb,
    bandwidthGb,
    usdPerMonth,
    category,
  })),
);

/** A plan by its number or by its name, as `plan_id` may be either (vendor's page). */
export function findPlan(idOrName: string): Plan | undefined {
  return plans.find((plan) => plan.id === idOrName || plan.name === idOrName);
}

/** US dollars per hour, with the five digits of the price list. */
export function hourlyPrice(plan: Plan): string {
  return (plan.usdPerMonth / hoursPerMonth).toFixed(5);
}
