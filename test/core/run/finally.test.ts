import { expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

const text = `
  steps:
    - { id: a, uses: thing/look, retry: { attempts: 1 } }
    - { id: b, uses: thing/look, needs: [a] }
  finally:
    - { id: tidy, uses: thing/look }
    - { id: report, uses: value/set, needs: [tidy], if: 'success()' }
`;

test('starts when the last step of the main part has ended', () => {
  const run = machine(text);
  run.succeed('a');
  expect(run.types()).not.toContain('finally-started');
  run.succeed('b');
  expect(run.calls).toEqual(['tidy']);
  expect(run.state.phase).toBe('finally');
});

test('runs after a failure, and the run has failed all the same', () => {
  const run = machine(text);
  run.fail('a', failures.rejected);
  expect(run.calls).toEqual(['tidy']);
  run.succeed('tidy');
  expect(run.statuses).toMatchObject({ b: 'skipped', report: 'skipped' });
  expect(run.last('run-failed').failed).toEqual(['a']);
});

test('runs after a cancellation, and the run is cancelled all the same', () => {
  const run = machine(text);
  run.cancel();
  run.fail('a', failures.cancelled);
  expect(run.calls).toEqual(['tidy']);
  run.succeed('tidy');
  expect(run.last('run-cancelled').by).toBe('person');
});

test('its own failure fails a run that had succeeded', () => {
  const run = machine(text);
  run.succeed('a');
  run.succeed('b');
  run.fail('tidy', failures.invalidValue);
  expect(run.last('run-failed').failed).toEqual(['tidy']);
  expect(run.statuses).toMatchObject({ report: 'skipped' });
});

test('its steps go on although another of them failed', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look }]
    finally:
      - { id: one, uses: thing/look, retry: { attempts: 1 } }
      - { id: two, uses: thing/look }
      - { id: three, uses: thing/look, needs: [two] }
  `);
  run.succeed('a');
  run.fail('one', failures.rejected);
  run.succeed('two');
  expect(run.calls).toEqual(['three']);
});

test.each([
  ['success()', ['succeeds']],
  ['failure()', ['fails']],
  ['cancelled()', ['is cancelled']],
  ['always()', ['succeeds', 'fails', 'is cancelled']],
])('`%s` asks about the run as a whole', (condition, expected) => {
  const ran = ['succeeds', 'fails', 'is cancelled'].filter((how) => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look, retry: { attempts: 1 } }]
      finally: [{ id: tidy, uses: thing/look, if: ${condition} }]
    `);
    if (how === 'is cancelled') run.cancel();
    if (how === 'succeeds') run.succeed('a');
    else run.fail('a', how === 'fails' ? failures.rejected : failures.cancelled);
    return run.calls.includes('tidy');
  });
  expect(ran).toEqual(expected);
});

test('a step without a condition runs, whatever happened', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look, retry: { attempts: 1 } }]
    finally: [{ id: tidy, uses: thing/look, if: steps.a.status == "failed" }]
  `);
  run.fail('a', failures.rejected);
  expect(run.calls).toEqual(['tidy']);
});

test('sees the outputs of the main part', () => {
  const run = machine(`
    steps: [{ id: make, uses: thing/make }]
    finally: [{ id: tidy, uses: thing/remove, with: { thing_id: '\${{ steps.make.outputs.thing_id }}' } }]
  `);
  run.succeed('make', { thing_id: 't1' });
  expect(run.call('tidy').input).toEqual({ thing_id: 't1' });
});

test('the outputs of a workflow may come from it', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look }]
    finally: [{ id: b, uses: thing/look }]
    outputs: { id: '\${{ steps.b.outputs.thing_id }}' }
  `);
  run.succeed('a');
  run.succeed('b', { thing_id: 't1' });
  expect(run.state.outputs).toEqual({ id: 't1' });
});
