import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { NothingToDo, type Continuation } from '../../src/engine/go-on.ts';
import { JournalError, WriterReplaced, type Journal } from '../../src/engine/journal.ts';
import { MissingSecret } from '../../src/engine/secrets.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { failures } from '../support/failures.ts';
import { startRun, type Rig, type RigOptions } from '../support/rig.ts';

const resume: Continuation = { kind: 'resume' };

/** Another process goes on with a run. */
function goOnWith(run: Rig, text: string, options: RigOptions = {}): Rig {
  return startRun(text, { how: resume, ...options, journal: run.journal });
}

const chain = `
  steps:
    - { id: a, uses: thing/make }
    - { id: b, uses: thing/keep, needs: [a] }
`;

describe('a run that another process takes over', () => {
  test('goes on after the last success', async () => {
    using first = startRun(chain);
    await first.succeed('a', { thing_id: 't1' });
    await first.call('b');
    using second = goOnWith(first, chain);
    const b = await second.call('b');
    expect(b.context.attempt).toBe(2);
    b.succeed();
    expect((await second.ended).status).toBe('succeeded');
    expect(second.actions.calls.map(({ step }) => step)).toEqual(['b']);
    expect(second.events.map(({ type }) => type)).toEqual([
      'run-resumed',
      'call-started',
      'step-succeeded',
      'run-succeeded',
    ]);
  });

  test('is lost to the first, which does nothing more', async () => {
    using first = startRun(chain);
    const a = await first.call('a');
    using second = goOnWith(first, chain);
    a.succeed({ thing_id: 't1' });
    await expect(first.ended).rejects.toThrow(WriterReplaced);
    expect((await second.ended).status).toBe('needs-operator');
    expect(first.actions.calls.map(({ step }) => step)).toEqual(['a']);
  });

  test('of which nothing was written but its beginning begins', async () => {
    const journal = createMemoryJournal();
    using elsewhere = startRun(chain);
    await elsewhere.call('a');
    const [summary] = await elsewhere.journal.runs();
    if (summary === undefined) throw new Error('there is no run');
    const writer = await journal.create(summary.info, await elsewhere.journal.definition('run'));
    await writer.close();
    using run = startRun(chain, { journal, how: resume });
    await run.succeed('a');
    await run.succeed('b');
    expect((await run.ended).status).toBe('succeeded');
    expect(run.events[0]).toMatchObject({ type: 'run-started' });
  });

  test('tells a step since when it has been at work', async () => {
    const text = 'steps: [{ id: a, uses: thing/keep }]';
    using first = startRun(text);
    const { context } = await first.call('a');
    using second = goOnWith(first, text);
    expect((await second.call('a')).context.startedAt).toBe(context.startedAt);
    await second.succeed('a');
    await second.ended;
  });

  test('that is over stays as it is', async () => {
    using first = startRun('steps: [{ id: a, uses: thing/look }]');
    await first.succeed('a');
    await first.ended;
    using second = goOnWith(first, 'steps: [{ id: a, uses: thing/look }]');
    expect((await second.ended).status).toBe('succeeded');
    expect(second.events).toEqual([]);
  });

  test('that does not exist cannot be', async () => {
    using run = startRun(chain, { how: resume });
    await expect(run.ended).rejects.toThrow(JournalError);
  });
});

describe('a person', () => {
  test('settles a step, and the run goes on', async () => {
    using first = startRun(chain);
    (await first.call('a')).fail(failures.cut);
    expect((await first.ended).status).toBe('needs-operator');
    using second = goOnWith(first, chain, {
      how: { kind: 'settle', step: 'a', outputs: { thing_id: 't1' } },
    });
    await second.succeed('b');
    expect((await second.ended).status).toBe('succeeded');
  });

  test('is told what is open when the step is not', async () => {
    using first = startRun(chain);
    (await first.call('a')).fail(failures.cut);
    await first.ended;
    using second = goOnWith(first, chain, { how: { kind: 'settle', step: 'b', outputs: null } });
    await expect(second.ended).rejects.toThrow(NothingToDo);
    await expect(second.ended).rejects.toThrow('no step "b" to settle, but "a"');
    using third = goOnWith(first, chain, { how: { kind: 'settle', step: 'a', outputs: null } });
    expect((await third.call('a')).context.attempt).toBe(2);
  });

  test('cannot say that it was what another step made', async () => {
    const twins = `
      steps:
        - { id: a, uses: thing/make }
        - { id: b, uses: thing/make, needs: [a] }
    `;
    using first = startRun(twins);
    await first.succeed('a', { thing_id: 't1' });
    (await first.call('b')).fail(failures.cut);
    await first.ended;
    const how = (thing_id: string): Continuation => ({
      kind: 'settle',
      step: 'b',
      outputs: { thing_id },
    });
    using second = goOnWith(first, twins, { how: how('t1') });
    await expect(second.ended).rejects.toThrow('t1 is what another step of the run run made');
    using third = goOnWith(first, twins, { how: how('t2') });
    expect((await third.ended).status).toBe('succeeded');
  });

  test('takes a run back that is over, and no other', async () => {
    const text = 'steps: [{ id: a, uses: thing/make, undo: true }]';
    const undo: Continuation = { kind: 'undo', scope: 'declared' };
    using first = startRun(text);
    await first.call('a');
    using early = goOnWith(first, text, { how: undo });
    await expect(early.ended).rejects.toThrow('the run run is not over');
    using second = goOnWith(first, text);
    await second.ended;
    using answered = goOnWith(first, text, {
      how: { kind: 'settle', step: 'a', outputs: { thing_id: 't1' } },
    });
    await answered.ended;
    using last = goOnWith(first, text, { how: undo });
    const call = await last.call('a');
    expect([call.action, call.input]).toEqual(['thing/remove', { thing_id: 't1' }]);
    call.succeed();
    expect((await last.ended).status).toBe('undone');
  });

  test('can ask for a cancel before anybody goes on', async () => {
    using first = startRun('steps: [{ id: a, uses: thing/keep }]');
    await first.call('a');
    await first.journal.request('run', { kind: 'cancel' });
    using second = goOnWith(first, 'steps: [{ id: a, uses: thing/keep }]');
    expect((await second.ended).status).toBe('cancelled');
  });
});

describe('secrets', () => {
  const text = `
    secrets: [TOKEN]
    steps:
      - { id: open, uses: thing/unlock }
      - { id: a, uses: thing/keep, needs: [open], with: { label: '\${{ secrets.TOKEN }} \${{ steps.open.outputs.key }}' } }
      - { id: b, uses: thing/keep, needs: [a], with: { label: 'again \${{ steps.a.outputs.state }}' } }
  `;
  const secrets = { TOKEN: 's3cret-token' };

  async function interrupted(): Promise<Rig> {
    const first = startRun(text, { secrets });
    const open = await first.call('open');
    open.context.addSecret('door-key-1');
    open.succeed({ key: 'door-key-1' });
    await first.call('a');
    return first;
  }

  test('are given to the action as before, and shown to nobody', async () => {
    using first = await interrupted();
    using second = goOnWith(first, text, { secrets });
    const a = await second.call('a');
    expect(a.input).toEqual({ label: 's3cret-token door-key-1' });
    a.succeed({ thing_id: 't', state: 'opened by door-key-1' });
    const b = await second.call('b');
    expect(b.input).toEqual({ label: 'again opened by door-key-1' });
    b.succeed();
    await second.ended;
    const written: unknown[] = [];
    for await (const each of second.journal.read('run')) written.push(each);
    const all = JSON.stringify([written, first.shown, second.shown]);
    expect(all).not.toContain('s3cret');
    expect(all).not.toContain('door-key');
    expect(all).toContain('again opened by ***');
  });

  test('that have no value any more keep the run as it was', async () => {
    using first = await interrupted();
    using second = goOnWith(first, text);
    await expect(second.ended).rejects.toThrow(MissingSecret);
    using third = goOnWith(first, text, { secrets });
    await third.succeed('a', { thing_id: 't', state: 'open' });
    await third.succeed('b');
    expect((await third.ended).status).toBe('succeeded');
  });
});

describe('a run inside a run', () => {
  const child = `
    name: child
    steps: [{ id: make, uses: thing/make, undo: true }, { id: then, uses: thing/keep, needs: [make] }]
    outputs: { id: '\${{ steps.make.outputs.thing_id }}' }
  `;
  const files = { 'child.yaml': child };
  const parent = `
    on-failure: undo
    steps:
      - { id: sub, uses: workflow/run, with: { file: child.yaml }, undo: true }
      - { id: last, uses: thing/look, needs: [sub], retry: { attempts: 1 } }
    outputs: { id: '\${{ steps.sub.outputs.id }}' }
  `;

  test('goes on where it was', async () => {
    using first = startRun(parent, { files });
    await first.succeed('make', { thing_id: 't1' });
    await first.call('then');
    using second = goOnWith(first, parent, { files });
    await second.succeed('then');
    await second.succeed('last');
    expect(await second.ended).toMatchObject({ status: 'succeeded', outputs: { id: 't1' } });
    expect(second.actions.calls.map(({ step }) => step)).toEqual(['then', 'last']);
    expect(second.eventsOf('run-sub')[0]?.type).toBe('run-resumed');
  });

  test('that was over is not run again', async () => {
    using first = startRun(parent, { files });
    await first.succeed('make', { thing_id: 't1' });
    await first.succeed('then');
    await first.call('last');
    using second = goOnWith(first, parent, { files });
    await second.succeed('last');
    expect((await second.ended).status).toBe('succeeded');
    expect(second.eventsOf('run-sub')).toEqual([]);
  });

  test('is lost together with it: who comes back does nothing more in either', async () => {
    using first = startRun(parent, { files });
    const make = await first.call('make');
    await first.journal.takeOver('run', { evenIfAlive: true });
    make.succeed({ thing_id: 't1' });
    await expect(first.ended).rejects.toThrow(WriterReplaced);
    expect(first.eventsOf('run-sub').map(({ type }) => type)).toEqual([
      'run-started',
      'call-started',
    ]);
    using second = goOnWith(first, parent, { files });
    expect((await second.ended).status).toBe('needs-operator');
  });

  test('is not cancelled when its run cannot be written down any more', async () => {
    const journal = createMemoryJournal();
    let isFull = false;
    const full: Journal = {
      ...journal,
      create: async (...run) => {
        const writer = await journal.create(...run);
        return {
          ...writer,
          append: async (entries) => {
            if (isFull && writer.run === 'run')
              throw new JournalError('not-written', 'the disk is full');
            return writer.append(entries);
          },
        };
      },
    };
    const beside = `
      steps:
        - { id: sub, uses: workflow/run, with: { file: child.yaml } }
        - { id: other, uses: thing/look }
    `;
    using first = startRun(beside, { files, journal: full });
    await first.call('make');
    isFull = true;
    await first.succeed('other');
    await expect(first.ended).rejects.toThrow('the disk is full');
    await Promise.resolve();
    expect(first.eventsOf('run-sub').map(({ type }) => type)).toEqual([
      'run-started',
      'call-started',
    ]);
  });

  test('is taken back as its own file says', async () => {
    using run = startRun(parent, { files });
    await run.succeed('make', { thing_id: 't1' });
    await run.succeed('then');
    (await run.call('last')).fail(failures.rejected);
    const call = await run.call('make');
    expect([call.action, call.input]).toEqual(['thing/remove', { thing_id: 't1' }]);
    call.succeed();
    expect((await run.ended).status).toBe('undone');
    expect(run.eventsOf('run-sub').at(-1)?.type).toBe('run-undone');
  });

  test('goes on being taken back', async () => {
    using first = startRun(parent, { files });
    await first.succeed('make', { thing_id: 't1' });
    await first.succeed('then');
    (await first.call('last')).fail(failures.rejected);
    await first.call('make');
    using second = goOnWith(first, parent, { files });
    await second.succeed('make');
    expect((await second.ended).status).toBe('undone');
    expect(second.eventsOf('run-sub').filter(({ type }) => type === 'run-undone')).toHaveLength(1);
  });

  /** A person says of the run inside what became of its create; the rest of it succeeds. */
  async function settleInside(run: Rig, outputs: JsonObject | null): Promise<void> {
    const how: Continuation = { kind: 'settle', step: 'make', outputs };
    using inner = goOnWith(run, child, { id: 'run-sub', how });
    if (outputs === null) await inner.succeed('make', { thing_id: 't2' });
    await inner.succeed('then');
    expect((await inner.ended).status).toBe('succeeded');
  }

  test('of which nobody knows what it did stands in the way of its run, which goes on after it', async () => {
    using first = startRun(parent, { files });
    (await first.call('make')).fail(failures.cut);
    expect((await first.ended).status).toBe('needs-operator');
    expect(first.events.at(-1)).toMatchObject({ unsettled: ['sub'], failed: [] });
    await settleInside(first, { thing_id: 't1' });
    using second = goOnWith(first, parent, { files });
    await second.succeed('last');
    expect(await second.ended).toMatchObject({ status: 'succeeded', outputs: { id: 't1' } });
    expect(second.actions.calls.map(({ step }) => step)).toEqual(['last']);
  });

  test('that still waits for a person lets its run wait on', async () => {
    using first = startRun(parent, { files });
    (await first.call('make')).fail(failures.cut);
    await first.ended;
    using second = goOnWith(first, parent, { files });
    expect((await second.ended).status).toBe('needs-operator');
    expect(second.actions.calls).toEqual([]);
    await settleInside(first, null);
    using third = goOnWith(first, parent, { files });
    await third.succeed('last');
    expect(await third.ended).toMatchObject({ status: 'succeeded', outputs: { id: 't2' } });
  });

  test('is settled where it is, not in its run', async () => {
    using first = startRun(parent, { files });
    (await first.call('make')).fail(failures.cut);
    await first.ended;
    using second = goOnWith(first, parent, {
      files,
      how: { kind: 'settle', step: 'sub', outputs: null },
    });
    await expect(second.ended).rejects.toThrow('step "sub" of the run run is a run of its own');
  });

  test('is taken back after it was settled, when its run was given up meanwhile', async () => {
    const beside = `
      on-failure: undo
      steps:
        - { id: sub, uses: workflow/run, with: { file: child.yaml }, undo: true }
        - { id: other, uses: thing/look, retry: { attempts: 1 } }
    `;
    using first = startRun(beside, { files });
    const make = await first.call('make');
    (await first.call('other')).fail(failures.rejected);
    make.fail(failures.cut);
    expect((await first.ended).status).toBe('needs-operator');
    await settleInside(first, { thing_id: 't1' });
    using second = goOnWith(first, beside, { files });
    const call = await second.call('make');
    expect([call.action, call.input]).toEqual(['thing/remove', { thing_id: 't1' }]);
    call.succeed();
    expect((await second.ended).status).toBe('undone');
  });

  test('in a loop is asked again, and the others are not', async () => {
    const loop = `
      steps:
        - { id: sub, uses: workflow/run, foreach: [a, b], with: { file: child.yaml } }
      outputs: { ids: '\${{ steps.sub.outputs.map(each, each.id) }}' }
    `;
    using first = startRun(loop, { files, id: 'run' });
    const a = await first.call('make');
    a.fail(failures.cut);
    while (!a.isOver) await new Promise((resolve) => setImmediate(resolve));
    await first.succeed('make', { thing_id: 'tb' });
    await first.succeed('then');
    expect((await first.ended).status).toBe('needs-operator');
    const how: Continuation = { kind: 'settle', step: 'make', outputs: { thing_id: 'ta' } };
    using inner = goOnWith(first, child, { id: 'run-sub-0', how });
    await inner.succeed('then');
    await inner.ended;
    using second = goOnWith(first, loop, { files });
    expect(await second.ended).toMatchObject({
      status: 'succeeded',
      outputs: { ids: ['ta', 'tb'] },
    });
    expect(second.actions.calls).toEqual([]);
  });

  test('is told when its run was cancelled before the process died', async () => {
    const journal = createMemoryJournal();
    using first = startRun(parent, { files, journal, script: () => ({ hangs: true }) });
    await first.call('make');
    const writer = await journal.takeOver('run', { evenIfAlive: true });
    const event = { type: 'cancel-requested', at: first.clock.now(), by: 'person' } as const;
    await writer.append([{ shown: event, clear: event }]);
    using second = startRun(parent, { files, journal, how: resume });
    expect((await second.ended).status).toBe('needs-operator');
    expect(second.eventsOf('run-sub').map(({ type }) => type)).toEqual([
      'run-resumed',
      'step-unsettled',
      'run-needs-operator',
    ]);
  });

  test('that was not begun when its run was cancelled is not begun', async () => {
    const journal = createMemoryJournal();
    using first = startRun('steps: [{ id: a, uses: thing/look }]', { journal });
    await first.call('a');
    const text = 'steps: [{ id: sub, uses: workflow/run, with: { file: child.yaml } }]';
    const [summary] = await journal.runs();
    if (summary === undefined) throw new Error('there is no run');
    const other = createMemoryJournal();
    const writer = await other.create(summary.info, await journal.definition('run'));
    const at = first.clock.now();
    const events = [
      { type: 'run-started', at, run: summary.info },
      { type: 'call-started', at, step: 'sub', call: 'act', action: 'workflow/run', attempt: 1 },
      { type: 'cancel-requested', at, by: 'person' },
    ] as const;
    await writer.append(events.map((event) => ({ shown: event, clear: event })));
    using second = startRun(text, { files, journal: other, how: resume });
    expect((await second.ended).status).toBe('cancelled');
    expect(second.actions.calls).toEqual([]);
    expect(await other.find('run-sub')).toBeNull();
  });
});
