import { expect, test } from 'vitest';

import { workflowRun } from '../../src/actions/workflow-run.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { ChildRunResult } from '../../src/engine/action.ts';
import { Attempt } from './attempt.ts';

test('gives the outputs of the workflow that it runs', async () => {
  const { attempt, calls } = withChild({
    status: 'succeeded',
    run: 'r2',
    outputs: { image: 'i-1' },
  });
  const input = { file: './snapshot.yaml', inputs: { vm: 'v-1', keep: 3 } };
  await expect(attempt.run(workflowRun, input)).resolves.toEqual({ image: 'i-1' });
  expect(calls).toEqual([['./snapshot.yaml', { vm: 'v-1', keep: 3 }]]);
});

test('gives no inputs when none are written', async () => {
  const { attempt, calls } = withChild({ status: 'succeeded', run: 'r2', outputs: {} });
  await attempt.run(workflowRun, { file: 'a.yaml' });
  expect(calls).toEqual([['a.yaml', {}]]);
});

test('fails with the run that failed', async () => {
  const { attempt } = withChild({ status: 'failed', run: 'r2', message: 'step "b" failed' });
  await expect(attempt.failure(workflowRun, { file: 'a.yaml' })).resolves.toEqual({
    kind: 'child-run',
    message: 'run r2 of a.yaml failed: step "b" failed',
    run: 'r2',
  });
});

test('is cancelled when the run that it started was', async () => {
  const { attempt } = withChild({ status: 'cancelled', run: 'r2', message: 'by a person' });
  await expect(attempt.failure(workflowRun, { file: 'a.yaml' })).resolves.toEqual({
    kind: 'cancelled',
    message: 'run r2 of a.yaml was cancelled: by a person',
  });
});

function withChild(result: ChildRunResult) {
  const calls: [string, JsonObject][] = [];
  const runWorkflow = (file: string, inputs: JsonObject) => {
    calls.push([file, inputs]);
    return Promise.resolve(result);
  };
  return { attempt: new Attempt({ runWorkflow }), calls };
}
