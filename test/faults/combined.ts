import type { Trial } from '../../src/cli/rehearsal/each-fault.ts';

/** Trials in each of which two or three faults of a workflow come together. */
export function combinedTrials(
  trials: readonly Trial[],
  count: number,
  random: () => number,
): readonly Trial[] {
  const single = trials.filter(
    ({ change, action, fault }) =>
      change.faults !== undefined &&
      // A VM that can never be deleted is for hands, and for no command.
      !(action === 'vm/delete' && fault === 'stuck-building'),
  );
  const pick = () => single[Math.floor(random() * single.length)] ?? [];
  return Array.from({ length: count }, () => {
    const chosen = Array.from({ length: 2 + Math.floor(random() * 2) }, pick).flat();
    const [first] = chosen;
    return {
      action: first?.action ?? '',
      nth: first?.nth ?? 1,
      fault: nameOf(chosen),
      change: { faults: chosen.flatMap(({ change }) => change.faults ?? []) },
      strangers: chosen.reduce((sum, { strangers }) => sum + strangers, 0),
    };
  });
}

function nameOf([first, ...rest]: readonly Trial[]): string {
  const others = rest.map(({ action, nth, fault }) => `${action} #${nth} ${fault}`);
  return [first?.fault ?? '', ...others].join(' + ');
}
