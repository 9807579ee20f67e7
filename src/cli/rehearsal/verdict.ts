import { catalogue } from '../../providers/lunanode/catalogue/catalogue.ts';
import type { RunStatus } from '../../core/run/state.ts';
import type { WorldSnapshot } from '../../providers/lunanode/simulator/world/world-snapshot.ts';
import type { Rehearsal } from './rehearse.ts';
import { newThings, type Thing } from './things.ts';

/** What a rehearsal with a fault has left, measured against one without. */
export interface Verdict {
  readonly status: RunStatus;
  /** What the run has made and that is still there, although the run did not succeed. */
  readonly leftover: readonly Thing[];
  /** What is there, costs money, and of which the journal knows nothing. */
  readonly unknown: readonly Thing[];
  /** More of a kind than the run without a fault makes: something was made twice. */
  readonly doubled: readonly string[];
  /** Addresses that are gone, or on nothing, as they are not without the fault. */
  readonly lostAddresses: readonly string[];
  /** Whether something is wrong of which the run does not tell anybody. */
  readonly isLoss: boolean;
}

/** `strangers` is how many things somebody else made in the meantime. */
export function verdictOf(rehearsal: Rehearsal, faultless: Rehearsal, strangers = 0): Verdict {
  const { state, before, after } = rehearsal;
  const made = newThings(before, after);
  const journal = JSON.stringify(rehearsal.events.map(({ event }) => event));
  const isTold = ({ id, name }: Thing) =>
    journal.includes(`"${id}"`) ||
    // A person is told what may have been made by the name that it was given.
    (state.status === 'needs-operator' && name !== '' && journal.includes(`"${name}"`));
  const foreign = made.filter((thing) => !isTold(thing)).filter(isNoAddress(made));
  const unknown = foreign.slice(0, Math.max(0, foreign.length - strangers));
  const isDone = state.status === 'succeeded';
  const own = made.filter((thing) => !foreign.includes(thing));
  // Of what somebody else made meanwhile nobody can tell whether it is the run's.
  const alike =
    isDone && strangers === 0
      ? doubledKinds(own, newThings(faultless.before, faultless.after))
      : [];
  const doubled = [...alike, ...repeatedCreates(rehearsal.requests, faultless.requests)];
  const lostAddresses = addressesLost(rehearsal, faultless.after);
  const isSilent = state.status !== 'needs-operator';
  return {
    status: state.status,
    leftover: isDone ? [] : own,
    unknown,
    doubled,
    lostAddresses,
    isLoss: unknown.length > 0 || doubled.length > 0 || (isSilent && lostAddresses.length > 0),
  };
}

/** The address that came with a VM goes with it: it is no loss of its own. */
function isNoAddress(made: readonly Thing[]): (thing: Thing) => boolean {
  const hasVm = made.some(({ kind }) => kind === 'vm');
  return ({ kind }) => kind !== 'floating address' || !hasVm;
}

function doubledKinds(made: readonly Thing[], expected: readonly Thing[]): string[] {
  const counted = Map.groupBy(made, ({ kind }) => kind);
  const planned = Map.groupBy(expected, ({ kind }) => kind);
  return [...counted]
    .filter(([kind, things]) => things.length > (planned.get(kind)?.length ?? 0))
    .map(([kind, things]) => `${things.length} × ${kind}`);
}

/** Creates that had their effect more often than without the fault, whatever became of the run. */
function repeatedCreates(
  requests: Rehearsal['requests'],
  planned: Rehearsal['requests'],
): readonly string[] {
  const expected = createsIn(planned);
  return [...createsIn(requests)]
    .filter(([action, times]) => times > (expected.get(action) ?? 0))
    .map(([action, times]) => `${times} × ${action}`);
}

function createsIn(requests: Rehearsal['requests']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { action, outcome } of requests) {
    const endpoint = catalogue.get(action);
    // What is no create when an address is named cannot be told from the log.
    const isCreate = endpoint?.class === 'create' && endpoint.classIfGiven === undefined;
    if (isCreate && outcome === 'accepted') counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return counts;
}

/** An address may only be gone, or on nothing, if that is what the workflow is for. */
function addressesLost({ before, after }: Rehearsal, aim: WorldSnapshot): string[] {
  return before.floating.flatMap(({ ip, attachedTo }) => {
    const now = after.floating.find((each) => each.ip === ip);
    const planned = aim.floating.find((each) => each.ip === ip);
    if (now === undefined) return planned === undefined ? [] : [`${ip} is gone`];
    const isMissed = now.attachedTo === null && attachedTo !== null;
    return isMissed && planned?.attachedTo != null ? [`${ip} is on nothing`] : [];
  });
}
