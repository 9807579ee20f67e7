import { expect, test } from 'vitest';
import { isAlive } from '../../../src/store/sqlite/liveness.ts';

const owner = { host: 'here', pid: 7, mark: 'start-100', heardAt: 50_000 };

function seen(from: { host?: string; now?: number; mark?: string | null }): boolean {
  const { host = 'here', now = 50_000, mark = 'start-100' } = from;
  return isAlive(owner, { host, now, processes: { markOf: (pid) => (pid === 7 ? mark : null) } });
}

test('an owner that was just heard and whose process is there is alive', () => {
  expect(seen({})).toBe(true);
  expect(seen({ now: 59_999 })).toBe(true);
});

test('an owner that was not heard for ten seconds is not', () => {
  expect(seen({ now: 60_000 })).toBe(false);
});

test('an owner whose process has ended is not, however recently it was heard', () => {
  expect(seen({ mark: null })).toBe(false);
});

test('another process that got the same id is not the owner', () => {
  expect(seen({ mark: 'start-200' })).toBe(false);
});

test('of an owner on another machine only what was heard counts', () => {
  expect(seen({ host: 'there', mark: null })).toBe(true);
  expect(seen({ host: 'there', mark: null, now: 60_000 })).toBe(false);
});

test('an owner that was heard later than now is alive: the clock was set back', () => {
  expect(seen({ now: 0 })).toBe(true);
});
