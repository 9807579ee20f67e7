/**
 * The API says no. Thrown by whatever checks a call, before it changes anything; the message is the
 * `error` of the answer.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
