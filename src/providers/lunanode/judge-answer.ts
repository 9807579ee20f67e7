import type { JsonObject } from '../../core/json.ts';
import type { Failure } from '../../core/run/failure.ts';
import { openEnvelope } from './envelope.ts';
import { quoteError, quotePage } from './excerpt.ts';
import type { HttpAnswer } from './http-exchange.ts';
import type { Credentials } from './sign.ts';

/** What an answer means for the call. */
export type Verdict =
  | { readonly said: 'yes'; readonly answer: JsonObject }
  /** `isAuthentication`: refused before it was handled, possibly for its nonce. */
  | { readonly said: 'no'; readonly isAuthentication: boolean; readonly failure: Failure };

/**
 * Judges an answer. The API answers with status 200, also when it says no (every known client reads
 * it that way); anything else comes from something in front of it.
 */
export function judgeAnswer(answer: HttpAnswer, credentials: Credentials): Verdict {
  if (answer.status === 429) return failed(throttled(answer, credentials));
  if (answer.status !== 200) {
    return failed(badAnswer(answer, `HTTP status ${answer.status} instead of 200`, credentials));
  }
  const envelope = openEnvelope(answer.body);
  if (envelope.said === 'yes') return envelope;
  if (envelope.said === 'nothing') return failed(badAnswer(answer, envelope.why, credentials));
  const message = quoteError(envelope.error, credentials);
  return {
    said: 'no',
    isAuthentication: envelope.isAuthentication,
    failure: { kind: 'rejected', message },
  };
}

function failed(failure: Failure): Verdict {
  return { said: 'no', isAuthentication: false, failure };
}

function throttled(answer: HttpAnswer, credentials: Credentials): Failure {
  return {
    kind: 'throttled',
    message: `too many calls (HTTP status 429${quoted(answer.body, credentials)})`,
    retryAfterMs: answer.retryAfterMs,
  };
}

function badAnswer(answer: HttpAnswer, why: string, credentials: Credentials): Failure {
  return {
    kind: 'bad-answer',
    message: `${why}${quoted(answer.body, credentials)}`,
    status: answer.status,
    retryAfterMs: answer.retryAfterMs,
  };
}

function quoted(body: string, credentials: Credentials): string {
  const text = quotePage(body, credentials);
  return text === '' ? '' : `: "${text}"`;
}
