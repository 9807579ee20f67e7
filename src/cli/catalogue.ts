import { builtinSpecs, internalSpecs } from '../actions/builtin-actions.ts';
import { createCatalogue, type Catalogue } from '../core/workflow/catalogue.ts';
import { lunaNodeSpecs } from '../providers/lunanode/provider.ts';

let loaded: Catalogue | undefined;

/** Every action that this program knows: its own, and those of its providers. */
export function catalogue(): Catalogue {
  loaded ??= createCatalogue([...builtinSpecs, ...internalSpecs, ...lunaNodeSpecs]);
  return loaded;
}
