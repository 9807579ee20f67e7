import { describe, expect, test } from 'vitest';
import { failures } from '../support/failures.ts';
import { startRun } from '../support/rig.ts';

const child = `
  name: child
  inputs: { size: { type: integer }, label: { type: string, default: small } }
  steps: [{ id: make, uses: thing/make, with: { size: '\${{ inputs.size }}', label: '\${{ inputs.label }}' } }]
  outputs: { id: '\${{ steps.make.outputs.thing_id }}' }
`;

const parent = `
  steps:
    - { id: sub, uses: workflow/run, with: { file: child.yaml, inputs: { size: '\${{ 1 + 1 }}' } } }
    - { id: show, uses: value/set, with: { id: '\${{ steps.sub.outputs.id }}' } }
  outputs: { id: '\${{ steps.show.outputs.id }}' }
`;

const files = { 'child.yaml': child };

test('a workflow runs as a step: inputs go in, outputs come out', async () => {
  using run = startRun(parent, { files });
  const call = await run.call('make');
  expect(call.input).toEqual({ size: 2, label: 'small' });
  call.succeed({ thing_id: 't1' });
  expect((await run.ended).outputs).toEqual({ id: 't1' });
});

test('it is a run of its own in the journal, which knows where it comes from', async () => {
  using run = startRun(parent, { files });
  await run.succeed('make', { thing_id: 't1' });
  await run.ended;
  const [inner] = await run.journal.runs();
  expect(inner?.info).toMatchObject({
    id: 'run-sub',
    workflow: 'child',
    inputs: { size: 2, label: 'small' },
    parent: { run: 'run', step: 'sub' },
  });
  expect(run.eventsOf('run-sub').map(({ type }) => type)).toContain('run-succeeded');
});

test('its failure is a failure of the step, and says at which step', async () => {
  using run = startRun(parent, { files });
  (await run.call('make')).fail(failures.rejected);
  const state = await run.ended;
  expect(state.status).toBe('failed');
  expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
    step: 'sub',
    failure: {
      kind: 'child-run',
      run: 'run-sub',
      message: expect.stringContaining('failed at step "make"'),
    },
  });
});

test('each item of a loop has a run of its own, and no other step has the same', async () => {
  using run = startRun(
    `
    steps:
      - id: sub
        uses: workflow/run
        foreach: [1, 2]
        with: { file: child.yaml, inputs: { size: '\${{ item }}' } }
      - { id: sub_1, uses: workflow/run, with: { file: child.yaml, inputs: { size: 3 } } }
  `,
    { files, script: () => ({ outputs: { thing_id: 't1' } }) },
  );
  expect((await run.ended).status).toBe('succeeded');
  const ids = (await run.journal.runs()).map(({ info }) => info.id);
  expect(ids.toSorted()).toEqual(['run', 'run-sub-0', 'run-sub-1', 'run-sub_1']);
});

test('is not run again when it failed: nobody knows what it has made', async () => {
  using run = startRun(parent.replace('id: sub,', 'id: sub, retry: { attempts: 3 },'), { files });
  (await run.call('make')).fail(failures.rejected);
  expect((await run.ended).status).toBe('failed');
  expect(await run.journal.runs()).toHaveLength(2);
});

describe('cancelling', () => {
  test('reaches the calls of the run inside, whose `finally` still runs', async () => {
    using run = startRun(parent, {
      files: { 'child.yaml': `${child}\n  finally: [{ id: tidy, uses: thing/look }]` },
    });
    await run.call('make');
    run.cancel();
    await run.succeed('tidy');
    const state = await run.ended;
    expect(state.status).toBe('cancelled');
    expect(run.eventsOf('run-sub').at(-1)).toMatchObject({ type: 'run-cancelled', by: 'parent' });
    expect(run.events).toContainEqual(expect.objectContaining({ type: 'step-cancelled' }));
  });

  test('by its own limit is a failure of the step', async () => {
    using run = startRun(parent, {
      files: { 'child.yaml': child.replace('inputs:', 'timeout: 5s\n  inputs:') },
      script: () => ({ hangs: true }),
    });
    const state = await run.ended;
    expect(state.status).toBe('failed');
    expect(run.eventsOf('run-sub').at(-1)).toMatchObject({ type: 'run-cancelled', by: 'timeout' });
    expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({ step: 'sub' });
  });

  test('by the limit of the step cancels the run inside', async () => {
    using run = startRun(parent.replace('id: sub,', 'id: sub, timeout: 5s,'), {
      files,
      script: () => ({ hangs: true }),
    });
    const state = await run.ended;
    expect(state.status).toBe('failed');
    expect(run.elapsed).toBe(5000);
    expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
    });
    expect(run.eventsOf('run-sub').at(-1)).toMatchObject({ type: 'run-cancelled' });
  });
});

test('inputs that only the run knows, and that do not fit, fail the step', async () => {
  using run = startRun(parent.replace("'${{ 1 + 1 }}'", '\'${{ from_json("[1]") }}\''), { files });
  await run.ended;
  expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
    failure: { kind: 'invalid-value', message: 'child: the input "size" must be integer' },
  });
});

test('a secret that nobody gave fails the step', async () => {
  using run = startRun(parent, {
    files: { 'child.yaml': child.replace('inputs:', 'secrets: [TOKEN]\n  inputs:') },
  });
  await run.ended;
  expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
    failure: { kind: 'invalid-value', message: expect.stringContaining('"TOKEN" has no value') },
  });
});
