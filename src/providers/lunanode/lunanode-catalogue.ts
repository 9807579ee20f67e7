import { createCatalogue } from '../../core/workflow/catalogue.ts';
import { lunaNodeSpecs } from './provider.ts';

/**
 * Every action of LunaNode, for who uses a few of them. The build makes something else of this file:
 * each action on its own, as what its specification comes to.
 */
export const lunaNodeCatalogue = createCatalogue(lunaNodeSpecs);
