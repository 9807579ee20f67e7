import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that the program was installed into: the nearest one above this file with a manifest. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the program has no package.json above it');
    folder = above;
  }
  return folder;
}
