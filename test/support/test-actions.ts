import { assertThatSpec } from '../../src/actions/assert-that.ts';
import { timeSleepSpec } from '../../src/actions/time-sleep.ts';
import { valueSetSpec } from '../../src/actions/value-set.ts';
import { workflowRunSpec, workflowUndoSpec } from '../../src/actions/workflow-run.ts';
import type {
  ActionSpec,
  EffectSpec,
  FindSpec,
  SeeSpec,
  UndoSpec,
  WaitSpec,
} from '../../src/core/action-spec.ts';
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

const list: JsonSchema = {
  type: 'object',
  properties: {
    things: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          thing_id: { type: 'string' },
          label: { type: 'string' },
          state: { type: 'string' },
        },
        required: ['thing_id', 'label'],
        additionalProperties: false,
      },
    },
  },
  required: ['things'],
  additionalProperties: false,
};

const byLabel: Omit<FindSpec, 'name'> = {
  kind: 'find',
  summary: 'a thing with this label that was not there before',
  looks: [
    {
      uses: 'thing/list',
      with: {},
      found: 'outputs.things.filter(t, t.label == input.label).map(t, {"thing_id": t.thing_id})',
    },
  ],
  id: 'thing_id',
  quietMs: 10_000,
  everyMs: 3000,
};

function seen(done: string): SeeSpec {
  const summary = 'how the thing is';
  return { kind: 'see', summary, uses: 'thing/look', with: { thing_id: 'input.thing_id' }, done };
}

const remove: UndoSpec = {
  summary: 'Remove the thing',
  uses: 'thing/remove',
  with: { thing_id: 'outputs.thing_id' },
};

const creates: readonly EffectSpec[] = [
  { verb: 'creates', kind: 'thing', id: 'outputs.thing_id', name: 'input.label' },
];

/** What there is to say of everything that creates a thing. */
const creation: Partial<ActionSpec> = {
  class: 'create',
  billed: true,
  asynchronous: true,
  waits: { ready },
  undo: remove,
  effects: creates,
};

/**
 * Actions of a world of things: some of each class, with waits, a default `fail-if` and secrets.
 *
 * When the answer of a create is lost, nothing can be found out of `thing/make`, `thing/build` is
 * found by its label, and so is `thing/spawn`, of which no label is ever nobody else's. `thing/flip`
 * is a toggle that nobody sees the effect of, that of `thing/turn` is seen, and what `thing/tell`
 * does is known to its author.
 */
export const thingSpecs: readonly ActionSpec[] = [
  spec('thing/look', { class: 'read', failIf: 'outputs.state == "broken"' }),
  spec('thing/list', { class: 'read', output: list }),
  spec('thing/keep', {
    class: 'convergent',
    settle: seen('outputs.state == "kept"'),
    undo: {
      summary: 'Let the thing go',
      uses: 'thing/drop',
      with: { thing_id: 'input.thing_id' },
      when: 'has(input.thing_id) && input.thing_id != "forever"',
    },
  }),
  spec('thing/drop', { class: 'convergent' }),
  spec('thing/make', creation),
  spec('thing/build', { ...creation, settle: { ...byLabel, name: 'label' } }),
  spec('thing/spawn', { ...creation, settle: byLabel }),
  spec('thing/pick', {
    class: 'create',
    classIfGiven: { parameter: 'thing_id', class: 'convergent' },
  }),
  spec('thing/remove', {
    class: 'destroy',
    asynchronous: true,
    waits: { gone },
    settle: { ...seen('outputs.state == "gone"'), doneIfRejected: ['No such thing'] },
    effects: [{ verb: 'destroys', kind: 'thing', id: 'input.thing_id' }],
  }),
  spec('thing/flip', { class: 'toggle' }),
  spec('thing/turn', { class: 'toggle', settle: seen('outputs.state == "turned"') }),
  spec('thing/tell', { class: 'toggle', provider: 'builtin' }),
  spec('thing/knock', {
    class: 'toggle',
    settle: { kind: 'repeat', because: 'nobody minds a second knock' },
  }),
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

export const builtinTestSpecs = [
  valueSetSpec,
  assertThatSpec,
  timeSleepSpec,
  workflowRunSpec,
  workflowUndoSpec,
];

export const testCatalogue = createCatalogue([...thingSpecs, ...builtinTestSpecs]);
