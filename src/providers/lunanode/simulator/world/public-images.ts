import type { Region } from './regions.ts';

/** An image that every account can use. */
export interface PublicImage {
  readonly id: string;
  readonly name: string;
  readonly region: Region;
  readonly diskFormat: 'qcow2' | 'iso';
}

/**
 * Ids of the public images by operating system and region, for workflows that name one. The names
 * end as the real ones do; the ids are the simulator's own, but for 94953 of the vendor's examples.
 */
export const publicImageIds = {
  ubuntu2404: { toronto: '362401', montreal: '362402', roubaix: '362403' },
  ubuntu2204: { toronto: '362201', montreal: '362202', roubaix: '362203' },
  ubuntu1804: { toronto: '94953' },
  debian12: { toronto: '361201', montreal: '361202', roubaix: '361203' },
  debian12Iso: { toronto: '361291', montreal: '361292', roubaix: '361293' },
} as const;

export const publicImages: readonly PublicImage[] = [
  ...inRegions(publicImageIds.ubuntu2404, 'Ubuntu 24.04 64-bit (template)', 'qcow2'),
  ...inRegions(publicImageIds.ubuntu2204, 'Ubuntu 22.04 64-bit (template)', 'qcow2'),
  ...inRegions(publicImageIds.ubuntu1804, 'Ubuntu 18.04 64-bit (template)', 'qcow2'),
  ...inRegions(publicImageIds.debian12, 'Debian 12 64-bit (template)', 'qcow2'),
  ...inRegions(publicImageIds.debian12Iso, 'Debian 12 64-bit netinst (ISO)', 'iso'),
];

function inRegions(
  ids: Readonly<Partial<Record<Region, string>>>,
  name: string,
  diskFormat: PublicImage['diskFormat'],
): PublicImage[] {
  const known: readonly Region[] = ['toronto', 'montreal', 'roubaix'];
  return known.flatMap((region) => {
    const id = ids[region];
    return id === undefined ? [] : [{ id, name, region, diskFormat }];
  });
}
