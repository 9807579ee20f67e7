import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { WriterReplaced, type Journal, type JournalWriter } from '../../src/engine/journal.ts';
import { MissingSecret } from '../../src/engine/secrets.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { failures } from '../support/failures.ts';
import { startRun, startOfTime } from '../support/rig.ts';
import { turns } from './turns.ts';

async function journalled(journal: Journal, run = 'run'): Promise<string[]> {
  const types: string[] = [];
  for await (const { event } of journal.read(run)) types.push(event.type);
  return types;
}

/** A journal that writes when the test says so. */
function slowJournal(): Journal & { readonly release: () => void } {
  const inner = createMemoryJournal();
  const waiting: (() => void)[] = [];
  let isSlow = true;
  const slow = (writer: JournalWriter): JournalWriter => ({
    ...writer,
    append: async (events) => {
      if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
      return writer.append(events);
    },
  });
  return {
    ...inner,
    create: async (run, definition) => slow(await inner.create(run, definition)),
    release: () => {
      isSlow = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

test('runs a workflow from its first event to its last', async () => {
  using run = startRun(`
    steps:
      - { id: make, uses: thing/make }
      - { id: show, uses: value/set, with: { id: '\${{ steps.make.outputs.thing_id }}' } }
    outputs: { id: '\${{ steps.show.outputs.id }}' }
  `);
  await run.succeed('make', { thing_id: 't1' });
  const state = await run.ended;
  expect(state).toMatchObject({ status: 'succeeded', outputs: { id: 't1' } });
  expect(run.events.map(({ type }) => type)).toEqual([
    'run-started',
    'call-started',
    'step-succeeded',
    'call-started',
    'step-succeeded',
    'run-succeeded',
  ]);
});

test('the journal knows the run before anything else does', async () => {
  using run = startRun('steps: [{ id: a, uses: thing/look }]', {});
  await run.succeed('a');
  await run.ended;
  const [summary] = await run.journal.runs();
  const info = summary?.info;
  expect(info).toMatchObject({
    id: 'run',
    workflow: 'test',
    file: 'test.yaml',
    startedAt: startOfTime,
    scheduledAt: null,
    parent: null,
  });
  expect(info?.planHash).toMatch(/^[0-9a-f]{64}$/);
});

describe('what is written first', () => {
  test('the intent of a call is durable before the call leaves', async () => {
    const journal = slowJournal();
    using run = startRun('steps: [{ id: a, uses: thing/make }]', { journal });
    await turns(20);
    expect(run.actions.calls).toEqual([]);
    journal.release();
    const call = await run.call('a');
    expect(await journalled(journal)).toEqual(['run-started', 'call-started']);
    call.succeed();
    await run.ended;
  });

  test('what a reader saw was already written', async () => {
    const journal = slowJournal();
    using run = startRun('steps: [{ id: a, uses: thing/look }]', { journal });
    await turns(20);
    expect(run.shown).toEqual([]);
    journal.release();
    (await run.call('a')).succeed();
    await run.ended;
    expect(run.events.map(({ type }) => type)).toEqual(await journalled(journal));
  });

  test('a run that somebody else goes on with does nothing more', async () => {
    using run = startRun(`
      steps:
        - { id: a, uses: thing/look }
        - { id: b, uses: thing/look, needs: [a] }
    `);
    const call = await run.call('a');
    await run.journal.takeOver('run', { evenIfAlive: true });
    call.succeed();
    await expect(run.ended).rejects.toThrow(WriterReplaced);
    expect(run.actions.calls).toHaveLength(1);
    expect(await journalled(run.journal)).toEqual(['run-started', 'call-started']);
  });

  test('a run that cannot be written down any more ends its calls', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]');
    const [a, b] = [await run.call('a'), await run.call('b')];
    await run.journal.takeOver('run', { evenIfAlive: true });
    a.succeed();
    await expect(run.ended).rejects.toThrow(WriterReplaced);
    expect(b.context.signal.aborted).toBe(true);
  });

  test('the run is free for another writer when it is over', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look }]');
    await run.succeed('a');
    await run.ended;
    const writer = await run.journal.takeOver('run');
    await expect(writer.append([])).resolves.toEqual([]);
  });
});

describe('parameters', () => {
  async function inputOf(value: string): Promise<JsonObject> {
    using run = startRun(`
      inputs: { map: { type: object, default: { nothing: null } } }
      steps: [{ id: a, uses: thing/look, with: { label: x, ${value} } }]
    `);
    const call = await run.call('a');
    call.succeed();
    await run.ended;
    return call.input;
  }

  test('that are null are left out, as if they were not given', async () => {
    expect(await inputOf("thing_id: '${{ inputs.map.nothing }}'")).toEqual({ label: 'x' });
  });

  test('keep their types', async () => {
    const given = "size: '${{ 1 + 1 }}', fast: '${{ true }}', tags: ['${{ \"a\" }}', b]";
    expect(await inputOf(given)).toEqual({ label: 'x', size: 2, fast: true, tags: ['a', 'b'] });
  });

  test('that do not fit fail the step before anything is done', async () => {
    using run = startRun(`
      inputs: { any: { default: { size: many } } }
      steps: [{ id: a, uses: thing/make, with: { size: '\${{ inputs.any.size }}' } }]
    `);
    const state = await run.ended;
    expect(state.status).toBe('failed');
    expect(run.actions.calls).toEqual([]);
    expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
      failure: { kind: 'invalid-value', message: 'thing/make: "size" must be integer' },
      isUnsettled: false,
    });
  });
});

describe('time', () => {
  test('passes only when everybody waits for it', async () => {
    using run = startRun(`
      steps:
        - { id: nap, uses: time/sleep, with: { for: 8h } }
        - { id: a, uses: thing/look, needs: [nap], until: outputs.state == "ready", poll: { every: 10s, timeout: 1h } }
    `);
    (await run.call('a')).succeed({ state: 'building' });
    await turns(3);
    (await run.call('a')).succeed({ state: 'ready' });
    const state = await run.ended;
    expect(state.status).toBe('succeeded');
    expect(run.elapsed).toBe(8 * 3_600_000 + 10_000);
  });

  test('ends an attempt that takes too long, and the action is told', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/make, attempt-timeout: 7s }]');
    const call = await run.call('a');
    call.end({ hangs: true });
    await run.ended;
    expect(run.elapsed).toBe(7000);
    expect(call.context.deadline.aborted).toBe(true);
    expect(run.events.find(({ type }) => type === 'call-lost')).toMatchObject({
      failure: { kind: 'attempt-timeout', message: 'no answer within 7.0s', limitMs: 7000 },
    });
  });

  test('repeats a reading that took too long', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look, attempt-timeout: 7s }]', {
      script: ({ context }) => (context.attempt === 1 ? { hangs: true } : { outputs: {} }),
    });
    const state = await run.ended;
    expect(state.status).toBe('succeeded');
    expect(run.actions.calls.map(({ context }) => context.attempt)).toEqual([1, 2]);
  });

  test('ends a step whose calls and waits together take too long', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look, timeout: 10s }]', {
      script: () => ({ failure: failures.cut, afterMs: 4000 }),
    });
    await run.ended;
    expect(run.elapsed).toBe(10_000);
    expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
    });
  });

  test('cancels a workflow that takes too long', async () => {
    using run = startRun(
      `
      timeout: 1m
      steps: [{ id: a, uses: thing/look, attempt-timeout: 1h }]
    `,
      { script: () => ({ hangs: true }) },
    );
    const state = await run.ended;
    expect(state).toMatchObject({ status: 'cancelled', cancel: 'timeout' });
    expect(run.elapsed).toBe(60_000);
  });

  test('does not pass for a run that is over', async () => {
    using run = startRun(`
      timeout: 1h
      steps: [{ id: a, uses: thing/look }]
    `);
    await run.succeed('a');
    await run.ended;
    await turns(20);
    expect(run.elapsed).toBe(0);
  });
});

describe('places', () => {
  test('no more than `max-parallel` pieces of work are called at once', async () => {
    using run = startRun(`
      max-parallel: 2
      steps:
        - { id: a, uses: thing/look }
        - { id: each, uses: thing/look, foreach: [1, 2] }
        - { id: b, uses: thing/look }
    `);
    await run.call('a');
    await turns(20);
    expect(run.open).toEqual(['a', 'b']);
    await run.succeed('b');
    await run.call('each[0]');
    await turns(20);
    expect(run.open).toEqual(['a', 'each[0]']);
    for (const step of ['a', 'each[0]', 'each[1]']) await run.succeed(step);
    expect((await run.ended).status).toBe('succeeded');
  });

  test('who waits for the next attempt or look gives its place to another', async () => {
    using run = startRun(`
      max-parallel: 1
      steps:
        - { id: a, uses: thing/look, until: outputs.state == "ready", poll: { every: 1m, timeout: 1h } }
        - { id: b, uses: thing/look }
    `);
    (await run.call('a')).succeed({ state: 'building' });
    await run.succeed('b');
    (await run.call('a')).succeed({ state: 'ready' });
    expect((await run.ended).status).toBe('succeeded');
  });

  test('a step that wants to run although the run is cancelled takes no second place', async () => {
    using run = startRun(`
      max-parallel: 2
      steps:
        - { id: a, uses: thing/look }
        - { id: b, uses: thing/look }
        - { id: c, uses: thing/look, if: always() }
        - { id: d, uses: thing/look, needs: [c], if: always() }
        - { id: e, uses: thing/look, needs: [c], if: always() }
    `);
    await run.call('b');
    run.cancel();
    await run.succeed('c');
    await run.call('d');
    await run.call('e');
    await run.succeed('d');
    await run.succeed('e');
    expect((await run.ended).status).toBe('cancelled');
  });
});

describe('cancelling', () => {
  test('ends the calls that are out', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look }]');
    const call = await run.call('a');
    run.cancel();
    const state = await run.ended;
    expect(state).toMatchObject({ status: 'cancelled', cancel: 'person' });
    expect(call.context.signal.aborted).toBe(true);
    expect(call.context.deadline.aborted).toBe(false);
  });

  test('does not end those of `finally`', async () => {
    using run = startRun(`
      steps: [{ id: a, uses: thing/look }]
      finally: [{ id: tidy, uses: thing/look }]
    `);
    await run.call('a');
    run.cancel();
    const tidy = await run.call('tidy');
    expect(tidy.context.signal.aborted).toBe(false);
    tidy.succeed();
    expect((await run.ended).status).toBe('cancelled');
  });

  test('before it starts: nothing is called', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/look }]', {
      cancelled: AbortSignal.abort(),
    });
    const state = await run.ended;
    expect(state.status).toBe('cancelled');
    expect(run.actions.calls.filter((call) => !call.isOver)).toEqual([]);
  });

  test('lets a create that does not obey come to its end', async () => {
    using run = startRun('steps: [{ id: a, uses: thing/make }]', {
      script: ({ context }) => {
        context.signal.addEventListener('abort', () => undefined);
        return undefined;
      },
    });
    const call = await run.call('a');
    call.succeed({ thing_id: 't1' });
    run.cancel();
    const state = await run.ended;
    expect(state.status).toBe('cancelled');
    expect(run.events).toContainEqual(
      expect.objectContaining({ type: 'step-succeeded', step: 'a' }),
    );
  });
});

describe('secrets', () => {
  const text = `
    secrets: [TOKEN]
    steps:
      - { id: a, uses: thing/look, with: { label: 'Bearer \${{ secrets.TOKEN }}' } }
      - { id: unlock, uses: thing/unlock, needs: [a] }
      - { id: show, uses: value/set, with: { key: 'key is \${{ steps.unlock.outputs.key }}' } }
  `;

  test('reach the action, and no journal or reader', async () => {
    using run = startRun(text, { secrets: { TOKEN: 's3cret-token' } });
    const call = await run.call('a');
    expect(call.input).toEqual({ label: 'Bearer s3cret-token' });
    call.fail({ ...failures.rejected, message: 'bad token s3cret-token' });
    await run.ended;
    const written: unknown[] = [];
    for await (const each of run.journal.read('run')) written.push(each);
    expect(JSON.stringify([written, run.shown, await run.journal.runs()])).not.toContain('s3cret');
    expect(JSON.stringify(run.shown)).toContain('bad token ***');
  });

  test('that an action announces are hidden too, wherever they go', async () => {
    using run = startRun(text, { secrets: { TOKEN: 's3cret-token' } });
    await run.succeed('a');
    const unlock = await run.call('unlock');
    unlock.context.addSecret('door-key-1');
    unlock.succeed({ key: 'door-key-1' });
    const state = await run.ended;
    expect(state.status).toBe('succeeded');
    expect(JSON.stringify(run.shown)).not.toContain('door-key');
    expect(run.events.findLast(({ type }) => type === 'step-succeeded')).toMatchObject({
      outputs: { key: 'key is ***' },
    });
  });

  test('that nobody gave stop the run before anything is written', async () => {
    using run = startRun(text);
    await expect(run.ended).rejects.toThrow(MissingSecret);
    expect(await run.journal.runs()).toEqual([]);
    using empty = startRun(text, { secrets: { TOKEN: '' } });
    await expect(empty.ended).rejects.toThrow('the secret "TOKEN" has no value');
  });
});

test('an action that breaks in a way it should not is a mistake of the program, and the run goes on to its end', async () => {
  using run = startRun(`
    on-failure: continue
    steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]
  `);
  (await run.call('a')).end({ error: new TypeError('x is not a function') });
  await run.succeed('b');
  const state = await run.ended;
  expect(state.status).toBe('failed');
  expect(run.events.find(({ type }) => type === 'step-failed')).toMatchObject({
    failure: {
      kind: 'internal',
      message: 'thing/look failed in a way it should not: TypeError: x is not a function',
    },
  });
});
