import { builtinSpecs, internalSpecs } from '../actions/builtin-actions.ts';
import { createCatalogue, joinCatalogues, type Catalogue } from '../core/workflow/catalogue.ts';
import { lunaNodeCatalogue } from '../providers/lunanode/lunanode-catalogue.ts';

let loaded: Catalogue | undefined;

/** Every action that this program knows: its own, and those of its providers. */
export function catalogue(): Catalogue {
  loaded ??= joinCatalogues(
    createCatalogue([...builtinSpecs, ...internalSpecs]),
    lunaNodeCatalogue,
  );
  return loaded;
}
