import type { RunState } from '../../src/core/run/state.ts';

/** A state as plain data, lists written out, without what stays the same. */
export function plainState(state: RunState): unknown {
  return plain({ ...state, context: null });
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>, plain);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
