import { rememberState, type Restore } from './world/remember-state.ts';
import type { World } from './world/world.ts';

/**
 * Gives what `perform` gives, and leaves the world as if it had never been called: nothing is there,
 * nothing follows, nothing is lost. Only ids that were drawn are not drawn again.
 */
export function withoutEffect<Result>(world: World, perform: () => Result): Result {
  const restore = rememberState(world.state);
  try {
    return world.withoutConsequences(perform);
  } finally {
    restore();
  }
}

/** Gives what `look` gives in the world as it was; then everything is as it is now. */
export function asItWas<Result>(
  { world, account, before }: { world: World; account: string; before: Restore },
  look: () => Result,
): Result {
  const restore = rememberState(world.state);
  const copy = world.listCopies.get(account);
  world.listCopies.delete(account);
  before();
  try {
    return look();
  } finally {
    restore();
    if (copy === undefined) world.listCopies.delete(account);
    else world.listCopies.set(account, copy);
  }
}
