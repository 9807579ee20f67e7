import type { ActionClass, ActionSpec } from '../../core/action-spec.ts';

/** What doing an action again would do, and what that means for retries; a sentence or two. */
export const classWords: Readonly<Record<ActionClass, string>> = {
  read: 'It changes nothing. An attempt that failed is repeated, and a step can poll it with `until`.',
  convergent:
    'However often it is done, the end is the same. An attempt that failed is repeated, and a step can poll it with `until`.',
  create:
    'A second one makes a second thing. It is repeated only when it is certain that nothing was done.',
  destroy:
    'It takes something away for good, and doing it again takes away nothing more. An attempt that failed is repeated.',
  toggle: 'Every time does it again. It is repeated only when it is certain that nothing was done.',
};

/** When one use of an action is of another class than the action; `null` when it never is. */
export function exceptionWords({ classIfGiven }: ActionSpec): string | null {
  if (classIfGiven === undefined) return null;
  const { parameter, class: otherwise, values = {} } = classIfGiven;
  const byClass = new Map<ActionClass, string[]>();
  for (const [value, kind] of Object.entries(values)) {
    byClass.set(kind, [...(byClass.get(kind) ?? []), `\`${value}\``]);
  }
  if (byClass.size === 0) return `With \`${parameter}\` it is of class \`${otherwise}\` instead.`;
  const cases = [...byClass].map(([kind, given]) => `\`${kind}\` for ${given.join(', ')}`);
  return `With \`${parameter}\` its class is ${cases.join('; ')}; and \`${otherwise}\` for anything else.`;
}
