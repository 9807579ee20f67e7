import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Subject } from './trial.ts';

const folder = resolve(import.meta.dirname, '../../workflows');

/** Waits that are there for persons are cut short: the machine's time is what a trial costs. */
const shortened: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  decommission: { grace: '5s' },
  'install-from-iso': { install_time: '5s' },
};

/** Every file in `workflows`, with the inputs that come with it. */
export function subjects(): readonly Subject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => {
      const name = file.replace('.yaml', '');
      const path = join(folder, 'inputs', file);
      const inputs: unknown = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
      return { name, file: join(folder, file), inputs: { ...Object(inputs), ...shortened[name] } };
    });
}
