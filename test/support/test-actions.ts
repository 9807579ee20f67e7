import { assertThatSpec } from '../../src/actions/assert-that.ts';
import { timeSleepSpec } from '../../src/actions/time-sleep.ts';
import { valueSetSpec } from '../../src/actions/value-set.ts';
import { workflowRunSpec } from '../../src/actions/workflow-run.ts';
import type { ActionSpec, WaitSpec } from '../../src/core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../../src/core/json-schema.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';

const input: ObjectSchema = {
  type: 'object',
  properties: {
    thing_id: { type: 'string' },
    label: { type: 'string' },
    size: { type: 'integer' },
    share: { type: 'number' },
    fast: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
};

const thing: JsonSchema = {
  type: 'object',
  properties: {
    thing_id: { type: 'string' },
    state: { type: 'string' },
    size: { type: 'integer' },
    net: {
      type: 'object',
      properties: { ip: { type: 'string' } },
      additionalProperties: false,
    },
  },
  required: ['thing_id'],
  additionalProperties: false,
};

const ready: WaitSpec = {
  summary: 'the thing is ready',
  uses: 'thing/look',
  with: { thing_id: 'outputs.thing_id' },
  until: 'outputs.state == "ready"',
  failIf: 'outputs.state == "broken"',
  promote: { ip: 'net.ip' },
  poll: { everyMs: 1000, maxEveryMs: 4000, timeoutMs: 20_000 },
};

const gone: WaitSpec = {
  summary: 'nobody knows the thing any more',
  uses: 'thing/look',
  with: { thing_id: 'input.thing_id' },
  until: 'outputs.state == "gone"',
  doneIfRejected: ['No such thing'],
  poll: { everyMs: 1000, maxEveryMs: 1000, timeoutMs: 10_000 },
};

function spec(name: string, what: Partial<ActionSpec>): ActionSpec {
  return {
    name,
    provider: 'test',
    summary: `Do ${name}.`,
    notes: [],
    class: 'read',
    input,
    output: thing,
    billed: false,
    asynchronous: false,
    waits: {},
    attemptTimeoutMs: 30_000,
    ...what,
  };
}

/** Actions of a world of things: one of each class, with waits, a default `fail-if` and secrets. */
export const thingSpecs: readonly ActionSpec[] = [
  spec('thing/look', { class: 'read', failIf: 'outputs.state == "broken"' }),
  spec('thing/keep', { class: 'convergent' }),
  spec('thing/make', { class: 'create', billed: true, asynchronous: true, waits: { ready } }),
  spec('thing/pick', {
    class: 'create',
    classIfGiven: { parameter: 'thing_id', class: 'convergent' },
  }),
  spec('thing/remove', { class: 'destroy', asynchronous: true, waits: { gone } }),
  spec('thing/flip', { class: 'toggle' }),
  spec('thing/unlock', {
    class: 'read',
    output: {
      type: 'object',
      properties: { key: { type: 'string', 'x-secret': true } },
      required: ['key'],
      additionalProperties: false,
    },
  }),
];

export const builtinTestSpecs = [valueSetSpec, assertThatSpec, timeSleepSpec, workflowRunSpec];

export const testCatalogue = createCatalogue([...thingSpecs, ...builtinTestSpecs]);
