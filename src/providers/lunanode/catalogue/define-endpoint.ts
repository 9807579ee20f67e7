import type { Endpoint } from './endpoint.ts';
import { nothing } from './response.ts';

type Draft = Pick<Endpoint, 'name' | 'summary' | 'class' | 'evidence'> & Partial<Endpoint>;

/**
 * An endpoint of which only the unusual is written: without a word about it, it takes no
 * parameters, answers nothing, is free, and is done when it answers.
 */
export function endpoint(draft: Draft): Endpoint {
  return {
    notes: [],
    parameters: {},
    response: nothing,
    billed: false,
    asynchronous: false,
    ...draft,
  };
}
