import type { Ending, Point } from './trial.ts';

/** Every place at which the process of a run can be killed: around each record, and at each request. */
export function pointsOf({ appends, requests }: Pick<Ending, 'appends' | 'requests'>): Point[] {
  const points: Point[] = [];
  for (let nth = 1; nth <= appends; nth += 1) {
    points.push({ kind: 'append', nth, when: 'before' }, { kind: 'append', nth, when: 'after' });
  }
  for (let nth = 1; nth <= requests; nth += 1) points.push({ kind: 'request', nth });
  return points;
}

export function pointName(point: Point): string {
  return point.kind === 'append'
    ? `${point.when} write ${point.nth}`
    : `during request ${point.nth}`;
}

/** What differs between two pictures of a cloud, line by line. */
export function differences(expected: readonly string[], found: readonly string[]): string[] {
  const missing = without(expected, found).map((line) => `- ${line}`);
  const extra = without(found, expected).map((line) => `+ ${line}`);
  return [...missing, ...extra];
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
