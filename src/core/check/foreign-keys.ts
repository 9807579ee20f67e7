import { nearest } from '../diagnostic/nearest.ts';

/** What keys of other formats are called here. */
const foreignKeys: Readonly<Partial<Record<string, string>>> = {
  jobs: 'steps',
  tasks: 'steps',
  stages: 'steps',
  vars: 'inputs',
  variables: 'inputs',
  params: 'inputs',
  parameters: 'inputs',
  results: 'outputs',
  cleanup: 'finally',
  action: 'uses',
  run: 'uses',
  args: 'with',
  arguments: 'with',
  depends: 'needs',
  'depends-on': 'needs',
  depends_on: 'needs',
  dependsOn: 'needs',
  when: 'if',
  condition: 'if',
  loop: 'foreach',
  'for-each': 'foreach',
  with_items: 'foreach',
  matrix: 'foreach',
  retries: 'retry',
  environment: 'env',
  ignore_errors: 'continue-on-error',
  rollback: 'undo',
  compensate: 'undo',
};

/** The key that was most likely meant: one that is spelt nearly the same, or means the same elsewhere. */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  const near = nearest(key, known);
  if (near !== undefined) return near;
  const here = Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : undefined;
  return here !== undefined && known.includes(here) ? here : undefined;
}

/** What to do about a key that does not exist. */
export function keyHint(key: string, known: readonly string[]): string {
  if (key === '<<') return mergeKeyHint;
  if (nearest(key, known) !== undefined) return `did you mean "${nearest(key, known)}"?`;
  const here = meantKey(key, known);
  if (here === undefined) return `there is: ${known.join(', ')}`;
  return key === 'run'
    ? 'a command is run by `uses: shell/run`, `with: { command: [ … ] }`'
    : `here it is called "${here}"`;
}

export const mergeKeyHint = 'merge keys are not part of YAML 1.2: write the keys out';
