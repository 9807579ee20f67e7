import type { ActionSpec } from '../../core/action-spec.ts';

/** Actions that belong together: those of one category of a provider, or the built-in ones. */
export interface ActionCategory {
  /** `vm`, `built-in`. */
  readonly name: string;
  readonly provider: string;
  readonly specs: readonly ActionSpec[];
}

/** The categories in the order in which they first turn up, and so the actions in each. */
export function categoriesOf(specs: readonly ActionSpec[]): ActionCategory[] {
  const byName = Map.groupBy(specs, ({ name, provider }) =>
    provider === 'builtin' ? 'built-in' : name.slice(0, name.indexOf('/')),
  );
  return [...byName].map(([name, members]) => ({
    name,
    provider: members[0]?.provider ?? '',
    specs: members,
  }));
}
