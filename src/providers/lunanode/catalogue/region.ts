import { endpoint } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import * as answer from './response.ts';

/** Regions. */
export const regionEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'region/list',
    summary: 'List the regions',
    class: 'read',
    response: answer.record({
      regions: answer.map('Name for people, by key.', answer.text('Name.', 'Toronto')),
    }),
    evidence: 'capture',
  }),
];
