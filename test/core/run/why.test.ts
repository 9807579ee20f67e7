import { describe, expect, test } from 'vitest';
import { labelsOf, why } from '../../../src/core/run/why.ts';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

function whyOf({ state, events, now }: Machine, label: string): string {
  const found = why({ state, events, now }, label);
  if (found === null) return 'there is none';
  return [found.status, ...found.sentences].join('\n');
}

test('a step that has not begun names what it waits for', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a] }
      - { id: c, uses: thing/look, needs: [b] }
    finally:
      - { id: last, uses: thing/look }
  `);
  run.pass(2000);
  expect(whyOf(run, 'b')).toBe('pending\nit waits for "a" (calling for 2.0s)');
  expect(whyOf(run, 'c')).toContain('it waits for "b" (not begun)');
  expect(whyOf(run, 'last')).toContain('it comes when everything else has ended');
});

test('a step without a place says how many there are', () => {
  const run = machine(
    `
    max-parallel: 1
    steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]
  `,
    { places: 1 },
  );
  expect(whyOf(run, 'b')).toContain('it waits for a place: 1 pieces of work go on at once');
});

test('a step that polls says what was seen last, what is wanted, and when it is looked again', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look, until: outputs.state == "ready", poll: { every: 10s, timeout: 5m } }
  `);
  run.succeed('a', { thing_id: 't', state: 'building' });
  const text = whyOf(run, 'a');
  expect(text).toContain('it is not done after 1 look; thing/look is asked again at');
  expect(text).toContain('what was seen last: state is "building"');
  expect(text).toContain('it is done when `outputs.state == "ready"`, and fails after 5m00s');
});

test('a step between two attempts says why the last one failed and when the next one comes', () => {
  const run = machine(
    'steps: [{ id: a, uses: thing/look, retry: { attempts: 3, delay: 30s, jitter: 0 } }]',
  );
  run.fail('a', failures.refused);
  expect(whyOf(run, 'a')).toContain('attempt 1 failed: no connection');
  expect(whyOf(run, 'a')).toContain('(in 30s)');
});

test('a step whose condition was false shows it with its values', () => {
  const run = machine(`
    inputs: { count: { type: integer, default: 3 } }
    steps: [{ id: a, uses: thing/look, if: inputs.count > 5 }]
  `);
  const text = whyOf(run, 'a');
  expect(text).toContain('it was skipped: its condition was false');
  expect(text).toContain('`inputs.count > 5`, where inputs.count is 3');
});

test('a step that is skipped because of another one says why that one failed', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a] }
  `);
  run.fail('a', failures.rejected);
  expect(whyOf(run, 'b')).toContain('it was skipped: "a" did not succeed');
  expect(whyOf(run, 'b')).toContain('"a": it failed: no (thing/look, attempt 1)');
});

test.each([
  ['person', 'a person cancelled the run'],
  ['timeout', 'the time of the run was up'],
  ['parent', 'the run that it belongs to was cancelled'],
] as const)('a step that was cancelled by %s says so', (by, words) => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a] }
  `);
  run.cancel(by);
  run.fail('a', failures.cancelled);
  expect(whyOf(run, 'a')).toContain(`it was cancelled: ${words}`);
  expect(whyOf(run, 'b')).toContain(`it was skipped: ${words}`);
});

describe('a lost answer', () => {
  test('that nobody can settle asks for a person', () => {
    const run = machine('steps: [{ id: a, uses: thing/make }]');
    run.fail('a', failures.cut);
    expect(whyOf(run, 'a')).toContain(
      'nobody knows what became of thing/make: the connection broke',
    );
  });

  test('that was found by looking is told of a step that succeeded', () => {
    const run = machine('steps: [{ id: a, uses: thing/spawn, with: { label: web } }]');
    run.succeed('a', { answers: [{ things: [] }] });
    run.fail('a', failures.cut);
    run.succeed('a', { answers: [{ things: [{ thing_id: 't3', label: 'web' }] }] });
    expect(whyOf(run, 'a')).toContain('what it did was found by looking');
  });

  test('holds everything that has not begun', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/make }
        - { id: b, uses: thing/look }
        - { id: c, uses: thing/look, needs: [b] }
    `);
    run.fail('a', failures.cut);
    run.succeed('b');
    expect(whyOf(run, 'c')).toContain('did not begin: the run is over (needs-operator)');
  });
});

test('items of a loop are explained one by one', () => {
  const run = machine('steps: [{ id: each, uses: thing/look, foreach: [a, b], key: item }]');
  run.succeed('each[a]', { thing_id: 't' });
  run.pass(5000);
  expect([...labelsOf(run.state)]).toEqual(['each', 'each[a]', 'each[b]']);
  expect(whyOf(run, 'each')).toContain('1 of 2 items succeeded, 1 are at work, 0 are to come');
  expect(whyOf(run, 'each[a]')).toContain('it succeeded 5.0s ago');
  expect(whyOf(run, 'each[b]')).toContain('thing/look is under way, attempt 1');
  run.succeed('each[b]', { thing_id: 't' });
  expect(whyOf(run, 'each[a]')).toContain('it succeeded 5.0s ago');
  expect(whyOf(run, 'each[c]')).toBe('there is none');
});

test('what was taken back says so', () => {
  const run = machine(`
    on-failure: undo
    steps:
      - { id: a, uses: thing/make, undo: true }
      - { id: bad, uses: thing/look, needs: [a] }
  `);
  run.succeed('a', { thing_id: 't' });
  run.fail('bad', failures.rejected);
  expect(whyOf(run, 'a')).toContain('it is being taken back');
  run.succeed('a');
  expect(whyOf(run, 'a')).toContain('it was taken back');
});
