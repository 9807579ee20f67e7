import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import * as answer from './response.ts';

/** What a VM can be, and what that costs. */
export const planList: Endpoint = endpoint({
  name: 'plan/list',
  summary: 'List the plans',
  class: 'read',
  response: answer.record({ plans: answer.list('The plans.', plan()) }),
  evidence: 'capture',
});

/** Plans. */
export const planEndpoints: readonly Endpoint[] = [planList];

function plan(): JsonSchema {
  return answer.record(
    {
      plan_id: answer.id('Digits.'),
      name: answer.text('Name; calls that take a plan take it as well.', 'm.1s'),
      category: answer.text('Family.'),
      metadata: answer.open('What else is known of it.'),
    },
    {
      ram: answer.integer('Memory, in MB.'),
      vcpu: answer.integer('Virtual processors.'),
      storage: answer.integer('Disk, in GB.'),
      bandwidth: answer.integer('Traffic, in GB a month.'),
      ips: answer.integer('Addresses that are included.'),
      price: answer.decimal('USD per hour.'),
      price_nice: answer.text('Price for people.'),
      price_monthly_nice: answer.text('Price a month, for people; in answers since 2022.'),
      regions_nice: answer.text('Regions, for people; in answers since 2022.'),
      metadata_json: answer.text('What else is known of it, as JSON in text.'),
    },
  );
}
