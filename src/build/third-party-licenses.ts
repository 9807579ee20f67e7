import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Writes down the licences of the packages whose code has become a part of the program. */
export function thirdPartyLicenses(): Plugin {
  const folders = new Set<string>();
  return {
    name: 'third-party-licenses',
    moduleParsed({ id }) {
      const found = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0];
      if (found !== undefined) folders.add(found);
    },
    generateBundle() {
      const texts = [...folders].toSorted().map(licenseOf);
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-licenses.txt',
        source: texts.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

function licenseOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:\.|$)/i.test(name));
  if (file === undefined) throw new Error(`${manifest.name} has no licence to pass on`);
  return `${manifest.name} ${manifest.version}\n\n${readFileSync(join(folder, file), 'utf8')}`;
}
