import type { JsonObject } from '../../../../src/core/json.ts';
import type { SimulatedAccount } from '../simulated-account.ts';

/** Makes the account ready for a call, and says what the call is given. */
export type Situation = (account: SimulatedAccount) => JsonObject | Promise<JsonObject>;

/** The action of a situation that is named by it and by what is given. */
export function actionOf(title: string): string {
  return title.split(' ')[0] ?? '';
}
