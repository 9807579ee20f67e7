import { describe, expect, test } from 'vitest';
import type { Step, Workflow } from '../../../src/core/workflow/workflow.ts';
import { planOf, read } from '../../support/plan.ts';

function workflowOf(text: string): Workflow {
  return planOf(text).workflow;
}

function stepOf(text: string): Step {
  const [step] = workflowOf(text).steps;
  if (step === undefined) throw new Error('there is no step');
  return step;
}

test('what is not said has a value', () => {
  const workflow = workflowOf('steps: [{ id: a, uses: thing/look }]');
  expect(workflow).toMatchObject({
    name: 'test',
    description: null,
    onFailure: 'stop',
    timeoutMs: null,
    maxParallel: 16,
    secrets: [],
    inputs: {},
    outputs: {},
  });
  expect(workflow.steps[0]).toMatchObject({
    phase: 'main',
    index: 0,
    if: null,
    foreach: null,
    until: null,
    await: null,
    timeoutMs: null,
    attemptTimeoutMs: 30_000,
    continueOnError: false,
    retry: { attempts: 4, delayMs: 1000, backoff: 2, maxDelayMs: 60_000, jitter: 1 },
    child: null,
  });
});

test('steps of `finally` come after the others, and have no edges to them', () => {
  const workflow = workflowOf(`
    finally: [{ id: tidy, uses: thing/look, with: { label: '\${{ steps.a.status }}' } }]
    steps: [{ id: a, uses: thing/look }]
  `);
  expect(workflow.steps.map(({ id, phase, needs }) => ({ id, phase, needs }))).toEqual([
    { id: 'a', phase: 'main', needs: [] },
    { id: 'tidy', phase: 'finally', needs: [] },
  ]);
});

test('edges are the union of `needs` and of what expressions refer to', () => {
  const workflow = workflowOf(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look }
      - { id: c, uses: thing/look, needs: [a], with: { label: '\${{ steps.b.outputs.thing_id }}' } }
  `);
  expect(workflow.steps[2]?.needs).toEqual([0, 1]);
});

test('the class of a step is that of this use of the action', () => {
  expect(stepOf('steps: [{ id: a, uses: thing/pick }]').class).toBe('create');
  expect(stepOf('steps: [{ id: a, uses: thing/pick, with: { thing_id: x } }]').class).toBe(
    'convergent',
  );
});

describe('polling', () => {
  test('is as the step says, then the defaults, then the wait', () => {
    const text = `
      defaults: { poll: { every: 2s } }
      steps: [{ id: a, uses: thing/make, await: ready, poll: { timeout: 9s } }]
    `;
    expect(stepOf(text).await?.poll).toEqual({ everyMs: 2000, maxEveryMs: 2000, timeoutMs: 9000 });
    expect(stepOf('steps: [{ id: a, uses: thing/make, await: ready }]').await?.poll).toEqual({
      everyMs: 1000,
      maxEveryMs: 4000,
      timeoutMs: 20_000,
    });
  });

  test('never looks less often than it says', () => {
    const text = `
      steps:
        - { id: a, uses: thing/look, until: 'true', poll: { every: 20s, max-every: 5s } }
    `;
    expect(stepOf(text).poll).toMatchObject({ everyMs: 20_000, maxEveryMs: 20_000 });
  });
});

describe('a sub-workflow', () => {
  const files = {
    'child.yaml': `
      steps: [{ id: make, uses: thing/make }]
      outputs: { id: '\${{ steps.make.outputs.thing_id }}' }
    `,
  };

  test('is read with the workflow, and its outputs are known', () => {
    const known = read(
      `
      steps:
        - { id: sub, uses: workflow/run, with: { file: child.yaml } }
        - { id: show, uses: value/set, with: { id: '\${{ steps.sub.outputs.id }}' } }
    `,
      { files },
    );
    expect(known.diagnostics).toEqual([]);
    expect(known.workflow?.steps[0]?.child?.name).toBe('test');
  });

  test('has no outputs that it does not declare', () => {
    const { diagnostics } = read(
      `
      steps:
        - { id: sub, uses: workflow/run, with: { file: child.yaml } }
        - { id: show, uses: value/set, with: { id: '\${{ steps.sub.outputs.ip }}' } }
    `,
      { files },
    );
    expect(diagnostics).toMatchObject([{ code: 'unknown-reference' }]);
  });

  test('can be used by several steps', () => {
    const { workflow } = read(
      `
      steps:
        - { id: one, uses: workflow/run, with: { file: child.yaml } }
        - { id: two, uses: workflow/run, with: { file: child.yaml } }
    `,
      { files },
    );
    expect(workflow?.steps.map(({ child }) => child?.name)).toEqual(['test', 'test']);
  });
});

test('warnings do not keep a workflow from being run', () => {
  const { workflow, diagnostics } = read('steps: [{ id: a, uses: thing/look, if: false }]');
  expect(diagnostics.map(({ severity }) => severity)).not.toContain('error');
  expect(workflow).not.toBeNull();
});
