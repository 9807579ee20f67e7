import { createHmac } from 'node:crypto';

import type { SimulatorAccount } from '../../../../src/providers/lunanode/simulator/demo-account.ts';
import { isAnswer, type Answer } from './answer.ts';

/** The message authentication code, worked out by the test on its own. */
export function sign(apiKey: string, handler: string, req: string | Buffer, nonce: string): string {
  return createHmac('sha512', apiKey)
    .update(`${handler}|`)
    .update(req)
    .update(`|${nonce}`)
    .digest('hex');
}

/** `req` as most clients write it: parameters first, then the credentials, all of it in ASCII. */
export function plainRequest(
  { apiId, apiKey }: SimulatorAccount,
  parameters: Readonly<Record<string, unknown>>,
): string {
  const json = JSON.stringify({
    ...parameters,
    api_id: apiId,
    api_partialkey: apiKey.slice(0, 64),
  });
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export interface Envelope {
  readonly url: string;
  /** `category/action`. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Sends form fields as they are given, and reads the answer as JSON. */
export async function post({ url, action, fields }: Envelope): Promise<Answer> {
  const response = await fetch(`${url}${action}/`, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
  });
  const answer = await response.json();
  if (!isAnswer(answer)) throw new Error('this is no answer of the API');
  return answer;
}
