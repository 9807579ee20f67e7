import { describe, expect, test } from 'vitest';
import { createPlan, type InputProblem, type Plan } from '../../../src/core/workflow/plan.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { digest, planOf, read } from '../../support/plan.ts';

const inputs = `
  inputs:
    count: { type: integer, minimum: 1, default: 2 }
    plan: { type: string, enum: [m.1, m.2], description: which plan }
  steps: [{ id: a, uses: thing/look }]
`;

function bind(given: JsonObject, text = inputs): Plan | readonly InputProblem[] {
  const { workflow } = read(text);
  if (workflow === null) throw new Error('the workflow is not valid');
  const result = createPlan(workflow, given, digest);
  return result.ok ? result.plan : result.problems;
}

describe('inputs', () => {
  test('are what was given, and the defaults of the others', () => {
    expect(bind({ plan: 'm.1' })).toMatchObject({ inputs: { count: 2, plan: 'm.1' } });
  });

  test('that are null count as not given', () => {
    expect(bind({ plan: 'm.1', count: null })).toMatchObject({ inputs: { count: 2 } });
  });

  test('that are missing are named, with what they are for', () => {
    expect(bind({})).toEqual([
      {
        input: 'plan',
        message: 'the input "plan" is missing (which plan)',
        hint: 'give it with -i plan=…',
      },
    ]);
  });

  test('that do not fit are named, with what would', () => {
    expect(bind({ plan: 'm.3', count: 0 })).toMatchObject([
      { input: 'count', message: expect.stringContaining('>= 1') },
      { input: 'plan', message: expect.stringContaining('m.1, m.2') },
    ]);
  });

  test('that the workflow does not have are named, with the nearest that it has', () => {
    expect(bind({ plan: 'm.1', cuont: 1 })).toEqual([
      {
        input: 'cuont',
        message: 'the workflow has no input "cuont"',
        hint: 'did you mean "count"?',
      },
    ]);
    expect(bind({ x: 1 }, 'steps: [{ id: a, uses: thing/look }]')).toMatchObject([
      { hint: 'it takes none' },
    ]);
  });

  test('can have any name', () => {
    const text = inputs.replace('count', 'constructor');
    expect(bind({ plan: 'm.1' }, text)).toMatchObject({ inputs: { constructor: 2 } });
  });
});

describe('the hash of a plan', () => {
  const { hash } = planOf(inputs, { inputs: { plan: 'm.1' } });

  test('is the same for the same file and inputs, in whatever order', () => {
    expect(planOf(inputs, { inputs: { plan: 'm.1', count: 2 } }).hash).toBe(hash);
    expect(planOf(inputs, { inputs: { count: 2, plan: 'm.1' } }).hash).toBe(hash);
    const nested = 'inputs: { any: {} }\nsteps: [{ id: a, uses: thing/look }]';
    expect(planOf(nested, { inputs: { any: { b: 1, a: [2] } } }).hash).toBe(
      planOf(nested, { inputs: { any: { a: [2], b: 1 } } }).hash,
    );
  });

  test('is another one for other inputs and for another file', () => {
    expect(planOf(inputs, { inputs: { plan: 'm.2' } }).hash).not.toBe(hash);
    expect(planOf(`${inputs}  # remark\n`, { inputs: { plan: 'm.1' } }).hash).not.toBe(hash);
  });

  test('depends on the files of sub-workflows too', () => {
    const text = 'steps: [{ id: sub, uses: workflow/run, with: { file: child.yaml } }]';
    const child = 'steps: [{ id: a, uses: thing/look }]';
    const one = planOf(text, { files: { 'child.yaml': child } });
    const two = planOf(text, { files: { 'child.yaml': `${child} # remark` } });
    expect(one.hash).not.toBe(two.hash);
  });
});

test('a plan knows who waits for whom', () => {
  const plan = planOf(`
    steps:
      - { id: c, uses: thing/look, needs: [a, b] }
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a] }
  `);
  expect(plan.dependents).toEqual([[], [0, 2], [0]]);
  expect([...plan.stepIndex]).toEqual([
    ['c', 0],
    ['a', 1],
    ['b', 2],
  ]);
});
