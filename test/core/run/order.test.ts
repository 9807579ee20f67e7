import { expect, test } from 'vitest';
import { machine } from '../../support/machine.ts';

test('starts every step that needs nothing at once, in the order of the file', () => {
  const run = machine(`
    steps:
      - { id: b, uses: thing/look }
      - { id: a, uses: thing/look }
  `);
  expect(run.calls).toEqual(['b', 'a']);
});

test('starts a step when all that it needs have succeeded, and not before', () => {
  const run = machine(`
    steps:
      - { id: last, uses: thing/look, needs: [one, two] }
      - { id: one, uses: thing/look }
      - { id: two, uses: thing/look }
  `);
  run.succeed('one');
  expect(run.calls).toEqual(['two']);
  run.succeed('two');
  expect(run.calls).toEqual(['last']);
});

test('what an expression refers to is needed', () => {
  const run = machine(`
    steps:
      - { id: show, uses: thing/look, with: { label: 'it is \${{ steps.make.outputs.thing_id }}' } }
      - { id: make, uses: thing/make }
  `);
  expect(run.calls).toEqual(['make']);
  run.succeed('make', { thing_id: 't1' });
  expect(run.call('show').input).toEqual({ label: 'it is t1' });
});

test.each([
  ['if', 'if: \'steps.make.outputs.thing_id != ""\''],
  ['foreach', "foreach: '[steps.make.outputs.thing_id]'"],
  ['key', "foreach: [1], key: 'steps.make.outputs.thing_id'"],
  ['until', "until: 'outputs.thing_id == steps.make.outputs.thing_id'"],
  ['fail-if', "until: 'true', fail-if: 'outputs.thing_id == steps.make.outputs.thing_id'"],
  ['env', "env: { ID: '${{ steps.make.outputs.thing_id }}' }"],
  ['retry.if', 'retry: { if: \'steps.make.status == "succeeded"\' }'],
])('a reference in `%s` makes an edge too', (_, keys) => {
  const run = machine(`
    steps:
      - { id: show, uses: thing/look, ${keys} }
      - { id: make, uses: thing/make }
  `);
  expect(run.calls).toEqual(['make']);
});

test('a run without a failure succeeds when its last step has', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }]');
  expect(run.state.status).toBe('running');
  run.succeed('a', { thing_id: 't1' });
  expect(run.state.status).toBe('succeeded');
  expect(run.types()).toEqual(['run-started', 'call-started', 'step-succeeded', 'run-succeeded']);
});

test('a step of the middle fans out to all that wait for it, in the order of the file', () => {
  const run = machine(`
    steps:
      - { id: root, uses: thing/look }
      - { id: c, uses: thing/look, needs: [root] }
      - { id: b, uses: thing/look, needs: [root] }
      - { id: a, uses: thing/look, needs: [root] }
  `);
  run.succeed('root');
  expect(run.calls).toEqual(['c', 'b', 'a']);
});

test('an intent says what is called, with what, and which try it is', () => {
  const run = machine('steps: [{ id: a, uses: thing/make, with: { label: web } }]');
  expect(run.last('call-started')).toEqual({
    type: 'call-started',
    at: 0,
    step: 'a',
    call: 'act',
    action: 'thing/make',
    attempt: 1,
    input: { label: 'web' },
  });
});

test('the intent of a reading does not say with what: it is not looked for', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look, with: { label: web }, until: outputs.state == "ready" }]
  `);
  expect(run.last('call-started')).not.toHaveProperty('input');
});

test('gives an action its parameters, its environment and its limit', () => {
  const run = machine(`
    env: { ALL: 'x\${{ 1 }}', OVER: a }
    steps:
      - id: a
        uses: thing/look
        with: { label: l, size: '\${{ 1 + 1 }}' }
        env: { OVER: b, OWN: '\${{ env.ALL }}', NUMBER: 1, FLAG: true }
        attempt-timeout: 7s
  `);
  expect(run.call('a')).toMatchObject({
    action: 'thing/look',
    label: 'a',
    step: 'a',
    attempt: 1,
    input: { label: 'l', size: 2 },
    env: { ALL: 'x1', OVER: 'b', OWN: 'x1', NUMBER: '1', FLAG: 'true' },
    timeoutMs: 7000,
  });
});

test('expressions are found however deep they stand, and the rest is left as it is', () => {
  const run = machine(`
    steps:
      - id: a
        uses: value/set
        with: { deep: [{ a: 'x\${{ 1 }}', b: null }, [true, '\${{ [1] }}']], plain: { c: [1] } }
  `);
  expect(run.call('a').input).toEqual({
    deep: [{ a: 'x1', b: null }, [true, [1]]],
    plain: { c: [1] },
  });
});

test('an expression without a value fails its step, and says which', () => {
  const run = machine(`
    inputs: { map: { type: object, default: {} } }
    steps: [{ id: a, uses: thing/look, with: { label: '\${{ inputs.map.nothing }}' } }]
  `);
  expect(run.last('step-failed').failure).toEqual({
    kind: 'invalid-value',
    message: '${{ inputs.map.nothing }}: there is no "nothing"',
  });
  expect(run.state.status).toBe('failed');
});

test('expressions see the run that they are part of', () => {
  const run = machine(
    `
    inputs: { name: { type: string } }
    secrets: [TOKEN]
    steps:
      - id: a
        uses: value/set
        with:
          id: '\${{ run.id }}'
          workflow: '\${{ run.workflow }}'
          started_at: '\${{ run.started_at }}'
          scheduled_at: '\${{ run.?scheduled_at.orValue("never") }}'
          name: '\${{ inputs.name }}'
          token: '\${{ secrets.TOKEN }}'
  `,
    { inputs: { name: 'n' }, secrets: { TOKEN: 's3cret' }, scheduledAt: 60_000 },
  );
  expect(run.call('a').input).toEqual({
    id: 'r1',
    workflow: 'test',
    started_at: '1970-01-01T00:00:00Z',
    scheduled_at: '1970-01-01T00:01:00Z',
    name: 'n',
    token: 's3cret',
  });
});
