import { describe, expect, test } from 'vitest';
import { differences, pointName, pointsOf } from './points.ts';
import { subjects } from './subjects.ts';
import { runTrial, type Point } from './trial.ts';

/** `npm run prove:crashes` kills every workflow everywhere. */
const sample: Readonly<Record<string, readonly Point[]>> = {
  provision: [
    // The intent of the create is written, and it may have left.
    { kind: 'append', nth: 2, when: 'before' },
    { kind: 'append', nth: 2, when: 'after' },
    { kind: 'request', nth: 1 },
  ],
  'blue-green-swap': [
    { kind: 'append', nth: 9, when: 'before' },
    { kind: 'append', nth: 12, when: 'after' },
    { kind: 'request', nth: 7 },
  ],
};

describe('a process that is killed', { timeout: 60_000 }, () => {
  const chosen = subjects().filter(({ name }) => name in sample);

  test.each(chosen)('in $name is one that nobody killed, once another went on', async (subject) => {
    const whole = await runTrial(subject, null);
    expect(whole.status).toBe('succeeded');
    for (const point of sample[subject.name] ?? []) {
      const ending = await runTrial(subject, point);
      const { status, wasKilled } = ending;
      const found = differences(whole.picture, ending.picture);
      expect([pointName(point), status, wasKilled, found]).toEqual([
        pointName(point),
        'succeeded',
        true,
        [],
      ]);
    }
  });
});

test('the points are around each write, and at each request', () => {
  expect(pointsOf({ appends: 1, requests: 2 }).map(pointName)).toEqual([
    'before write 1',
    'after write 1',
    'during request 1',
    'during request 2',
  ]);
});

test('clouds differ in what one has and the other has not, as often as it does', () => {
  expect(differences(['vm a', 'vm b', 'vm b'], ['vm b', 'vm c'])).toEqual([
    '- vm a',
    '- vm b',
    '+ vm c',
  ]);
});
