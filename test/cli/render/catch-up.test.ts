import { describe, expect, test } from 'vitest';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { createLinesRenderer } from '../../../src/cli/render/lines-renderer.ts';
import { createNdjsonRenderer } from '../../../src/cli/render/ndjson-renderer.ts';
import { createQuietRenderer } from '../../../src/cli/render/quiet-renderer.ts';
import type { RunRenderer } from '../../../src/cli/render/run-renderer.ts';
import { createTasksRenderer } from '../../../src/cli/render/tasks-renderer.ts';
import type { Output } from '../../../src/cli/context.ts';
import type { RecordedEvent } from '../../../src/engine/journal.ts';
import { beginning, createOutput, createScript, planOf, type Script } from './run-rig.ts';

const paint = createPaint(false);
const plan = planOf(`steps: [{ id: key, uses: shell/run }, { id: green, uses: vm/create }]`);

/** What a renderer writes of a run that another process had begun, from when it goes on. */
async function resumed(
  create: (output: Output) => RunRenderer,
  tell: (script: Script) => void,
): Promise<string> {
  const output = createOutput();
  const renderer = create(output);
  renderer.begin({ plan, runId: 'r1', now: () => beginning + 60_000 });
  const past: RecordedEvent[] = [];
  let isPast = true;
  const script = createScript((recorded) => {
    if (isPast) past.push(recorded);
    else renderer.observe(recorded);
  });
  script.start();
  script.succeed(1000, 'key');
  script.act(2000, 'green');
  renderer.catchUp(past);
  expect(output.text()).toBe('');
  isPast = false;
  script.at(50_000, { type: 'run-resumed' });
  tell(script);
  await renderer.end();
  return output.text();
}

const finish = (script: Script) => {
  script.at(51_000, { type: 'step-succeeded', step: 'green', outputs: {}, isAdopted: true });
  script.at(51_000, { type: 'run-succeeded', outputs: {} });
};

describe('a run that goes on', () => {
  test('tells in lines how far it is, and then only what is new', async () => {
    const text = await resumed((output) => createLinesRenderer(output, { paint }), finish);
    const [events = ''] = text.split('\n\n');
    expect(events.split('\n')).toEqual([
      '   50.0s  run r1 of main goes on: 1 of 2 steps ended',
      '   51.0s  green     vm/create  succeeded in 49s (it took effect)',
      '   51.0s  run succeeded',
    ]);
  });

  test('knows all of it in the summary', async () => {
    const text = await resumed((output) => createLinesRenderer(output, { paint }), finish);
    expect(text).toContain(
      '✔ succeeded in 51s  main, run r1\n\n  ✔ key       shell/run     0ms\n  ✔ green',
    );
  });

  test('writes only the new events for programs, in their places', async () => {
    const text = await resumed(createNdjsonRenderer, finish);
    const sequences = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(sequences).toMatchObject([
      { type: 'run-resumed', sequence: 5 },
      { type: 'step-succeeded', sequence: 6 },
      { type: 'run-succeeded', sequence: 7 },
    ]);
  });

  test('is quiet when it succeeds', async () => {
    expect(await resumed((output) => createQuietRenderer(output, { paint }), finish)).toBe('');
  });

  test('is drawn on a terminal as if it had been seen from the start', async () => {
    const output = createOutput({ columns: 80, rows: 24 });
    const renderer = createTasksRenderer(output, { paint });
    renderer.begin({ plan, runId: 'r1', now: () => beginning + 60_000 });
    const past: RecordedEvent[] = [];
    const script = createScript((recorded) => past.push(recorded));
    script.start();
    script.succeed(1000, 'key');
    renderer.catchUp(past);
    await output.holds('succeeded 1 · pending 1');
    await renderer.end();
    expect(output.text()).toContain('1m00s');
  });
});

describe('quiet', () => {
  test('says what a person has to do', async () => {
    const text = await resumed(
      (output) => createQuietRenderer(output, { paint }),
      (script) => {
        const why = { action: 'vm/create', reason: 'cut', candidates: [{ vm_id: 'v1' }] };
        script.at(51_000, { type: 'step-unsettled', step: 'green', ...why });
        const ended = { unsettled: ['green'], notUndone: [], failed: [] };
        script.at(51_000, { type: 'run-needs-operator', ...ended });
      },
    );
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        '✖ needs an operator after 51s  main, run r1',
        '  ? green  vm/create',
        '      perilune settle r1 green --as v1',
        '      perilune settle r1 green --none',
      ]),
    );
  });

  test('says what it is asked, or the run would wait for ever', async () => {
    const text = await resumed(
      (output) => createQuietRenderer(output, { paint }),
      (script) => {
        const asking = { action: 'approve/ask', input: { message: 'go on?' } };
        script.act(51_000, 'green', asking);
        finish(script);
      },
    );
    expect(text).toBe(
      'green asks: go on?; answer with: perilune approve r1 green (or with --reject)\n',
    );
  });
});
