import { publicImageIds } from './world/public-images.ts';
import type { Seed } from './world/seed-options.ts';

/** Ids and addresses of the demo world, for workflows and pages that name them. */
export const demoIds = {
  /** A VM that runs, behind a floating address. */
  blueVm: '16b64847-0a86-42ea-bea8-ed60bd960c68',
  blueIp: '198.18.0.10',
  /** A stopped VM that boots from a volume. */
  databaseVm: '2b1d7c5e-52d7-4f5a-9a0c-6d1f8e3b7a94',
  databaseVolume: '51001',
  /** A second VM that runs, on its local disk. */
  appVm: '5b1e0c3a-7d52-4c1f-8e6b-3f0a9d2c4e71',
  appIp: '198.18.0.11',
  /** A third one, to be built anew. */
  cacheVm: 'c07a5e21-94d8-4b3f-9f16-2e8b7d60a35c',
  cacheIp: '198.18.0.13',
  /** A VM that nobody needs any more. */
  oldVm: '9c4f2e8d-1b6a-4d3e-a7c5-80e1f6b2d493',
  oldIp: '198.18.0.12',
  /** A volume on no VM. */
  spareVolume: '51002',
  /** A floating address on no VM. */
  spareIp: '198.18.0.20',
  /** A private image. */
  goldenImage: '401001',
  script: '9001',
  sshKey: '3001',
} as const;

/** A small account in toronto, for a simulator that is served for whoever comes. */
export const demoWorld: Seed = {
  vms: [
    {
      id: demoIds.blueVm,
      hostname: 'blue',
      plan: 'm.2',
      image: publicImageIds.ubuntu2404.toronto,
      ip: demoIds.blueIp,
    },
    {
      id: demoIds.appVm,
      hostname: 'app-1',
      plan: 'm.2',
      image: publicImageIds.debian12.toronto,
      ip: demoIds.appIp,
    },
    {
      id: demoIds.cacheVm,
      hostname: 'cache-1',
      plan: 'm.1',
      image: publicImageIds.debian12.toronto,
      ip: demoIds.cacheIp,
    },
    {
      id: demoIds.oldVm,
      hostname: 'old-1',
      plan: 'm.1',
      image: publicImageIds.ubuntu2204.toronto,
      ip: demoIds.oldIp,
      morePrivateIps: ['172.20.9.9'],
    },
    {
      id: demoIds.databaseVm,
      hostname: 'database',
      plan: 'm.4',
      volume: demoIds.databaseVolume,
      ip: null,
      status: 'shutoff',
    },
  ],
  floating: [{ ip: demoIds.spareIp }],
  images: [{ id: demoIds.goldenImage, name: 'golden web' }],
  volumes: [
    { id: demoIds.databaseVolume, name: 'database root', sizeGb: 40 },
    { id: demoIds.spareVolume, name: 'spare', sizeGb: 20 },
  ],
  scripts: [{ id: demoIds.script, name: 'setup', content: '#!/bin/sh\napt-get update\n' }],
  sshKeys: [
    {
      id: demoIds.sshKey,
      label: 'laptop',
      value: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISimulatedKeyOnlyNotAReal1Key me@laptop',
    },
  ],
};
