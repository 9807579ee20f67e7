import type { Stage } from './stage.ts';

/** Asks everything that can be asked about the runs so far, in every form. */
export async function lookBack(stage: Stage, ...steps: string[]): Promise<void> {
  const asks = [
    'runs',
    'runs --format json',
    'show last',
    'show last --format json',
    'logs last',
    'logs last --format ndjson',
    'resources',
    'resources last --format json',
    'resources --leftover',
    'resources --leftover --format json',
    ...steps.flatMap((step) => [`why last ${step}`, `why last ${step} --format json`]),
  ];
  for (const each of asks) await stage.run(...each.split(' '));
}
