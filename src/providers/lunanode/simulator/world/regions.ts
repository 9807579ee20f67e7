/** The regions by key, with the names that people read. */
export const regionNames = {
  toronto: 'Toronto',
  montreal: 'Montreal',
  roubaix: 'Roubaix',
} as const;

export type Region = keyof typeof regionNames;

export const regions: readonly Region[] = ['toronto', 'montreal', 'roubaix'];

/** Where the API puts what names no region (vendor's page). */
export const defaultRegion: Region = 'toronto';

export function isRegion(text: string): text is Region {
  return Object.hasOwn(regionNames, text);
}

/**
 * Where floating addresses come from. The ranges are set aside for benchmarks (RFC 2544), so that
 * nothing that talks to a simulated VM by its address can reach a real machine.
 */
export const floatingSubnets: Readonly<Record<Region, string>> = {
  toronto: '198.18.0.0/16',
  montreal: '198.19.0.0/17',
  roubaix: '198.19.128.0/17',
};
