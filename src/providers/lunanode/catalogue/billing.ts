import { endpoint } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import * as answer from './response.ts';

/** Money. */
export const billingEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'billing/credit',
    summary: 'Show the credit of the account',
    notes: ['In no table of the vendor; captured answers have it.'],
    class: 'read',
    response: answer.record({ credit: answer.decimal('USD, with fractions of a cent.') }),
    evidence: 'capture',
  }),
];
