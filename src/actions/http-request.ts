import { type ActionSpec, classOf } from '../core/action-spec.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { parseJson } from '../core/parse-json.ts';
import { ActionError, type Action, type ActionContext } from '../engine/action.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import {
  invalidValue,
  isBoolean,
  isNumber,
  isScalarMap,
  isText,
  onlyOneOf,
  optional,
  required,
  texts,
} from './input.ts';
import { scalarMapParameter } from './parameter-schema.ts';

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const bodyParameters = ['json', 'body', 'form'];
const defaultMaxBytes = 10 * 1024 * 1024;

export const httpRequestSpec: ActionSpec = {
  name: 'http/request',
  provider: 'builtin',
  summary: 'Send an HTTP request and take the answer, whatever its status.',
  notes: [
    'An answer of any status is a success: look at it with `until: outputs.status == 200`, or with a following `assert/that`.',
    'Where only JSON will do, say `parse: json`: then `outputs.json` is always there, and anything else is a failed attempt.',
    'Give at most one of `json`, `body` and `form`, and then the `method` too.',
    'A redirect is followed only when asked for and when the method stays the same; to another origin go neither credentials nor headers of your own.',
    'A POST or PATCH is not cut off when the run is cancelled: its answer is taken first.',
  ],
  class: 'read',
  classIfGiven: {
    parameter: 'method',
    class: 'toggle',
    // By what HTTP promises of each method; whether a POST or PATCH may be repeated is not known.
    values: {
      GET: 'read',
      HEAD: 'read',
      OPTIONS: 'read',
      PUT: 'convergent',
      DELETE: 'destroy',
    },
  },
  input: {
    type: 'object',
    properties: {
      url: {
        type: 'string',
        pattern: '^https?://',
        description: 'Where to, beginning with `http://` or `https://`; without a password in it.',
        examples: ['https://example.org/healthz'],
      },
      method: { type: 'string', enum: methods, default: 'GET' },
      headers: scalarMapParameter('Header fields, by name.'),
      query: scalarMapParameter('Query parameters, added to those of the URL.'),
      json: { description: 'A body that is sent as JSON.' },
      body: { type: 'string', description: 'A body that is sent as it is.' },
      form: scalarMapParameter('A body that is sent as a form.'),
      parse: {
        type: 'string',
        enum: ['auto', 'json'],
        default: 'auto',
        description:
          'With `json`, the attempt fails when the answer is not JSON, whatever it says of itself.',
      },
      'follow-redirects': {
        type: 'boolean',
        default: false,
        description: 'Follow up to 10 redirects that keep the method.',
      },
      'max-bytes': {
        type: 'integer',
        minimum: 0,
        default: defaultMaxBytes,
        description: 'The attempt fails when the body of the answer is longer than this.',
      },
    },
    required: ['url'],
    additionalProperties: false,
    oneOf: [
      ...bodyParameters.map((name) => ({ required: [name, 'method'] })),
      { not: { anyOf: bodyParameters.map((name) => ({ required: [name] })) } },
    ],
  },
  output: {
    type: 'object',
    properties: {
      status: { type: 'integer', description: 'HTTP status.' },
      headers: {
        type: 'object',
        properties: {},
        additionalProperties: { type: 'string' },
        description: 'Header fields by name in lower case; repeated ones are joined by commas.',
      },
      body: { type: 'string', description: 'The body as text.' },
      json: {
        description:
          'The value of the body, when it says that it is JSON and is; with `parse: json` always.',
      },
    },
    required: ['status', 'headers', 'body'],
    additionalProperties: false,
  },
  certainIfGiven: { parameter: 'parse', outputs: { json: ['json'] } },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 60_000,
};

/** `http/request`: one request to any server. */
export const httpRequest: Action = {
  spec: httpRequestSpec,
  run: (input, context) => context.clock.outside(perform(input, context)),
};

async function perform(input: JsonObject, context: ActionContext): Promise<JsonObject> {
  const request = requestOf(input);
  const { exchange } = await import('./http-exchange.ts');
  const { status, headers, body } = await exchange(request, {
    followRedirects: optional(input, 'follow-redirects', isBoolean) ?? false,
    maxBytes: optional(input, 'max-bytes', isNumber) ?? defaultMaxBytes,
    signal: classOf(httpRequestSpec, input) === 'toggle' ? context.deadline : context.signal,
  });
  if (optional(input, 'parse', isText) === 'json') {
    return { status, headers, body, json: jsonOfAny(status, body) };
  }
  const json = jsonOf(headers, body);
  return { status, headers, body, ...(json !== undefined && { json }) };
}

function requestOf(input: JsonObject): HttpRequest {
  const url = urlOf(required(input, 'url', isText));
  const query = texts(optional(input, 'query', isScalarMap));
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  const { body, type } = bodyOf(input);
  const own = Object.entries(texts(optional(input, 'headers', isScalarMap)));
  const headers = Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: optional(input, 'method', isText) ?? 'GET',
    url,
    headers: { ...(type !== null && { 'content-type': type }), ...headers },
    body,
  };
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw invalidValue('"url" is not the URL of an http or https server');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidValue(
      '"url" has a user or password in it; send an "authorization" header instead',
    );
  }
  return url;
}

function bodyOf(input: JsonObject): { body: string | null; type: string | null } {
  switch (onlyOneOf(input, bodyParameters)) {
    case 'json':
      return { body: JSON.stringify(input['json']), type: 'application/json' };
    case 'form':
      return {
        body: new URLSearchParams(texts(optional(input, 'form', isScalarMap))).toString(),
        type: 'application/x-www-form-urlencoded',
      };
    case 'body':
      return { body: required(input, 'body', isText), type: 'text/plain; charset=utf-8' };
    default:
      return { body: null, type: null };
  }
}

/** Undefined when the answer is not JSON, whatever it says of itself: its text is there anyway. */
function jsonOf(headers: HttpAnswer['headers'], body: string): Json | undefined {
  if (!/^[^;]*[/+]json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}

function jsonOfAny(status: number, body: string): Json {
  try {
    return parseJson(body);
  } catch (cause) {
    const message = `the answer is not JSON (its status is ${status})`;
    throw new ActionError({ kind: 'bad-answer', message, status, retryAfterMs: null }, { cause });
  }
}
