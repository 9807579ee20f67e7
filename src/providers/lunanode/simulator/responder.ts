import type { Clock } from '../../../engine/clock.ts';
import type { Api, ApiAnswer, Interference } from './api.ts';
import { faultName } from './fault-kinds.ts';
import type { Fault } from './fault-plan.ts';
import { outcomeUnder, type PlannedFaults } from './planned-faults.ts';
import { parseForm } from './form.ts';
import type { RequestEntry, RequestLog } from './request-log.ts';
import { encodeAnswer } from './wire-form.ts';

/** What goes back over the connection: an answer, or nothing because the connection is broken. */
export type Reply =
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** A request to an address of the API. */
export interface ApiRequest {
  /** `category/action`. */
  readonly action: string;
  readonly hasFinalSlash: boolean;
  readonly isForm: boolean;
  /** Reads the body; a connection that is broken before is never read. */
  readonly readBody: () => Promise<Buffer>;
  /** Aborted when the client is gone or the server closes. */
  readonly signal: AbortSignal;
}

interface ResponderOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly faults: PlannedFaults;
  readonly log: RequestLog;
}

/** Puts the faults between the connection and the API, and writes the log. */
export class Responder {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #faults: PlannedFaults;
  readonly #log: RequestLog;

  constructor({ api, clock, faults, log }: ResponderOptions) {
    this.#api = api;
    this.#clock = clock;
    this.#faults = faults;
    this.#log = log;
  }

  async respond(request: ApiRequest): Promise<Reply> {
    const fault = this.#faults.meet(request.action);
    if (fault?.fault === 'refuse') return this.#unhandled(request, fault, cut);
    const body = await request.readBody();
    const instead = fault === null ? null : replyInstead(fault);
    if (fault !== null && instead !== null) return this.#unhandled(request, fault, instead);
    const answer = this.#handle(request, body, fault);
    const reply = fault === null ? null : replyAfterEffect(fault);
    if (fault?.fault === 'slow') {
      await this.#clock.sleepUntil(this.#clock.now() + fault.ms, request.signal);
    }
    return reply ?? json(encodeAnswer(answer.body));
  }

  #handle(request: ApiRequest, body: Buffer, fault: Fault | null): ApiAnswer {
    const handler = request.hasFinalSlash ? `${request.action}/` : request.action;
    const form = request.isForm ? parseForm(body) : new Map<string, string>();
    const answer = this.#api.answer(
      { handler, form },
      interferenceOf(fault, this.#faults.expects('stale-list')),
    );
    const { account, error, reason } = answer;
    const outcome = error === null ? 'accepted' : 'refused';
    this.#write(request, fault, { account, outcome, error, reason });
    return answer;
  }

  #unhandled(request: ApiRequest, fault: Fault, reply: Reply): Reply {
    this.#write(request, fault, { account: null, outcome: 'faulted', error: null, reason: null });
    return reply;
  }

  #write(
    { action }: ApiRequest,
    fault: Fault | null,
    entry: Pick<RequestEntry, 'account' | 'outcome' | 'error' | 'reason'>,
  ): void {
    const time = this.#clock.now();
    this.#log.add({ time, action, ...entry, fault: fault === null ? null : faultName(fault) });
  }
}

const cut: Reply = { kind: 'cut' };

/** What a fault answers without the request being handled. */
function replyInstead(fault: Fault): Reply | null {
  switch (fault.fault) {
    case 'cut-before':
      return cut;
    case 'status-429':
      return {
        ...page(429, 'Too Many Requests'),
        headers: { 'Retry-After': String(fault.retryAfterSeconds ?? 5) },
      };
    case 'status-500':
    case 'html':
      return fault.afterEffect === true ? null : faultyPage(fault.fault);
    default:
      return null;
  }
}

/** What a fault answers although the request was handled. */
function replyAfterEffect(fault: Fault): Reply | null {
  switch (fault.fault) {
    case 'cut-after':
      return cut;
    case 'duplicate-name':
      return fault.cut === true ? cut : null;
    case 'status-500':
    case 'html':
      return faultyPage(fault.fault);
    default:
      return null;
  }
}

function faultyPage(fault: 'status-500' | 'html'): Reply {
  return fault === 'html' ? page(200, 'Maintenance') : page(500, 'Internal Server Error');
}

function interferenceOf(fault: Fault | null, isRemembered: boolean): Interference {
  const kind = fault?.fault;
  return {
    outcome: outcomeUnder(fault),
    nonceRefused: kind === 'nonce-refused',
    reject: typeof kind === 'object' ? kind.reject : null,
    effect: kind === 'no-effect' ? 'none' : kind === 'duplicate-name' ? 'twice' : 'once',
    isStale: kind === 'stale-list',
    isRemembered,
  };
}

/** A page of a web server, as it stands between a client and the API. */
export function page(status: number, title: string): Reply & { readonly kind: 'answer' } {
  return {
    kind: 'answer',
    status,
    contentType: 'text/html; charset=UTF-8',
    body: `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
  };
}

function json(body: string): Reply {
  return { kind: 'answer', status: 200, contentType: 'application/json', body };
}
