import type { ActionSpec } from '../action-spec.ts';

/** Every action there is. */
export interface Catalogue {
  get(name: string): ActionSpec | undefined;
  /** Those that a step can use. */
  names(): readonly string[];
}

export function createCatalogue(specs: readonly ActionSpec[]): Catalogue {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const usable = specs.filter(({ isInternal }) => isInternal !== true).map(({ name }) => name);
  return { get: (name) => byName.get(name), names: () => [...new Set(usable)].toSorted() };
}

/** All actions of several catalogues; of two with one name, the first. */
export function joinCatalogues(...catalogues: readonly Catalogue[]): Catalogue {
  return {
    get(name) {
      for (const each of catalogues) {
        const spec = each.get(name);
        if (spec !== undefined) return spec;
      }
      return undefined;
    },
    names: () => [...new Set(catalogues.flatMap((each) => each.names()))].toSorted(),
  };
}

/** Stands for an action that does not exist, so that one mistake gives one diagnostic. */
export function unknownAction(name: string): ActionSpec {
  return {
    name,
    provider: 'unknown',
    summary: '',
    notes: [],
    class: 'read',
    input: { type: 'object', properties: {}, additionalProperties: true },
    output: {},
    billed: false,
    asynchronous: false,
    waits: {},
    attemptTimeoutMs: 0,
  };
}
