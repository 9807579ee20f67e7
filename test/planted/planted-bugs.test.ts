import { describe, expect, test } from 'vitest';
import { bugs } from './bugs.ts';
import { findingsWith } from './with-bug.ts';

const properties = 'test/engine/crash-properties.test.ts';

describe('the properties of runs whose processes die', { timeout: 120_000 }, () => {
  test('hold of a copy in which nothing was changed', () => {
    const { failed, passed } = findingsWith({ edits: [] }, properties);
    expect(failed).toEqual([]);
    expect(passed).toEqual(expect.arrayContaining(bugs.map(({ noticedBy }) => noticedBy)));
  });

  test.each(bugs)('notice when $name', (bug) => {
    expect(findingsWith(bug, properties).failed).toEqual([bug.noticedBy]);
  });
});
