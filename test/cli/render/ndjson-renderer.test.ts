import { expect, test } from 'vitest';
import { createNdjsonRenderer } from '../../../src/cli/render/ndjson-renderer.ts';
import { beginning, planOf, showRun } from './run-rig.ts';

const plan = planOf('steps: [{ id: a, uses: vm/info, until: "true" }]');

test('writes one object per event, with moments that a program can read', async () => {
  const text = await showRun(createNdjsonRenderer, plan, (script) => {
    script.at(1500, {
      type: 'call-started',
      step: 'a',
      call: 'look',
      action: 'vm/info',
      attempt: 1,
    });
    const seen = { 'info.status_raw': '"build"' };
    script.at(2000, { type: 'observed', step: 'a', seen, nextAt: beginning + 7000 });
    const failure = { kind: 'refused', message: 'no connection' } as const;
    script.at(7000, { type: 'call-failed', step: 'a', failure, retryAt: beginning + 8000 });
    script.at(9000, { type: 'run-succeeded', outputs: { x: 1 } });
  });
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      run: 'r1',
      sequence: 1,
      type: 'run-started',
      at: '2026-01-31T10:00:00.000Z',
      info: {
        id: 'r1',
        workflow: 'main',
        file: 'main.yaml',
        planHash: 'hash',
        inputs: {},
        startedAt: '2026-01-31T10:00:00.000Z',
        scheduledAt: null,
        parent: null,
      },
    },
    {
      run: 'r1',
      sequence: 2,
      type: 'call-started',
      at: '2026-01-31T10:00:01.500Z',
      step: 'a',
      call: 'look',
      action: 'vm/info',
      attempt: 1,
    },
    {
      run: 'r1',
      sequence: 3,
      type: 'observed',
      at: '2026-01-31T10:00:02.000Z',
      step: 'a',
      seen: { 'info.status_raw': '"build"' },
      nextAt: '2026-01-31T10:00:07.000Z',
    },
    {
      run: 'r1',
      sequence: 4,
      type: 'call-failed',
      at: '2026-01-31T10:00:07.000Z',
      step: 'a',
      failure: { kind: 'refused', message: 'no connection' },
      retryAt: '2026-01-31T10:00:08.000Z',
    },
    {
      run: 'r1',
      sequence: 5,
      type: 'run-succeeded',
      at: '2026-01-31T10:00:09.000Z',
      outputs: { x: 1 },
    },
  ]);
});

test('says nothing that is not an event', async () => {
  const text = await showRun(createNdjsonRenderer, plan, (_script, renderer) => {
    renderer.say('cancelling');
    renderer.abandon();
  });
  expect(text.split('\n')).toHaveLength(2);
});

test('names the run and the step that a sub-run belongs to', async () => {
  const text = await showRun(createNdjsonRenderer, plan, (script) => {
    script.startChild(100, 'c1', 'a');
  });
  expect(JSON.parse(text.split('\n')[1] ?? '')).toMatchObject({
    run: 'c1',
    sequence: 1,
    info: { id: 'c1', parent: { run: 'r1', step: 'a' } },
  });
});
