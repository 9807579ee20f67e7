import type { ActionSpec } from '../core/action-spec.ts';
import type { Action } from '../engine/action.ts';
import { isNumber, isText, optionalDuration, required } from './input.ts';
import { durationParameter } from './parameter-schema.ts';

const defaultEveryMs = 1000;

export const tcpWaitSpec: ActionSpec = {
  name: 'tcp/wait',
  provider: 'builtin',
  summary: 'Wait until a TCP port accepts a connection.',
  notes: [
    'The connection is closed at once; nothing is sent.',
    'It tries until `attempt-timeout`; a name that does not resolve yet is tried again too.',
  ],
  class: 'read',
  input: {
    type: 'object',
    properties: {
      host: { type: 'string', minLength: 1, description: 'Name or address of the machine.' },
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
      every: durationParameter('How long to wait between two tries.', '1s'),
    },
    required: ['host', 'port'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      host: { type: 'string' },
      port: { type: 'integer' },
      waited_ms: {
        type: 'integer',
        minimum: 0,
        description: 'Milliseconds until a connection was accepted.',
      },
    },
    required: ['host', 'port', 'waited_ms'],
    additionalProperties: false,
  },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 300_000,
};

/** `tcp/wait`: knocks on a port until it opens. */
export const tcpWait: Action = {
  spec: tcpWaitSpec,
  async run(input, { clock, signal }) {
    const host = required(input, 'host', isText);
    const port = required(input, 'port', isNumber);
    const everyMs = optionalDuration(input, 'every') ?? defaultEveryMs;
    const start = clock.now();
    while (!(await clock.outside(accepts(host, port, signal)))) {
      await clock.sleepUntil(clock.now() + everyMs, signal);
    }
    return { host, port, waited_ms: clock.now() - start };
  },
};

/** Packets to a machine that is not up yet can vanish; then there is no answer to wait for. */
const answerWithinMs = 5000;

/** Whether a connection comes about. Rejects with the signal's reason when aborted. */
async function accepts(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  const { connect } = await import('node:net');
  signal.throwIfAborted();
  const socket = connect({ host, port, timeout: answerWithinMs });
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('connect', () => resolve(true));
  socket.once('timeout', () => resolve(false));
  socket.on('error', () => resolve(false));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}
