import * as fc from 'fast-check';
import { failures } from './failures.ts';
import type { ActionCall, Ending, Script } from './scripted-actions.ts';
import { seededRandom } from './seeded-random.ts';

/** A workflow, how its calls end, and when somebody cancels it. */
export interface Scenario {
  readonly document: WorkflowShape;
  /** Decides about the end of every call, and about chance in the engine. */
  readonly seed: number;
  /** How many of a hundred calls go wrong. */
  readonly trouble: number;
  /** Milliseconds after the start; `null` for never. */
  readonly cancelAfterMs: number | null;
}

export interface WorkflowShape {
  readonly name: string;
  readonly steps: readonly StepShape[];
  readonly finally?: readonly StepShape[];
  readonly [key: string]: unknown;
}

export interface StepShape {
  readonly id: string;
  readonly uses: string;
  readonly needs?: readonly string[];
  readonly [key: string]: unknown;
}

/** Random graphs with every key that decides about what runs when. */
export function scenarios(): fc.Arbitrary<Scenario> {
  return fc.record({
    document: fc
      .tuple(steps('s', 8), seldom(steps('f', 3)), settings())
      .map(([main, last, rest]) => ({
        name: 'test',
        ...rest,
        steps: main,
        ...(last === null || last.length === 0 ? {} : { finally: last }),
      })),
    seed: fc.nat(),
    trouble: fc.constantFrom(0, 10, 40),
    cancelAfterMs: seldom(fc.constantFrom(0, 50, 1500, 20_000)),
  });
}

function settings(): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc.record(
    {
      'on-failure': fc.constantFrom('stop', 'continue'),
      'max-parallel': fc.integer({ min: 1, max: 4 }),
      timeout: fc.constantFrom('1s', '40s'),
    },
    { requiredKeys: [] },
  );
}

function steps(prefix: string, maxLength: number): fc.Arbitrary<StepShape[]> {
  return fc.array(fc.tuple(shape, fc.nat(255)), { minLength: 1, maxLength }).map((all) =>
    all.map(([build, mask], index) => {
      const earlier = all.slice(0, index).map((_, at) => `${prefix}${at}`);
      const needs = earlier.filter((_, at) => ((mask >> at) & 1) === 1);
      return { id: `${prefix}${index}`, needs, ...build(needs) };
    }),
  );
}

type Build = (needs: readonly string[]) => {
  readonly uses: string;
  readonly [key: string]: unknown;
};

const duration = fc.constantFrom('0s', '100ms', '3s', '10s');

const policies = fc.record(
  {
    if: fc.constantFrom('true', 'false', 'success()', 'failure()', 'always()', 'cancelled()'),
    'continue-on-error': fc.boolean(),
    timeout: fc.constantFrom('1s', '5s', '1h'),
    'attempt-timeout': fc.constantFrom('500ms', '10s'),
    retry: fc.record(
      { attempts: fc.integer({ min: 1, max: 3 }), delay: duration, jitter: fc.constantFrom(0, 1) },
      { requiredKeys: ['attempts'] },
    ),
  },
  { requiredKeys: [] },
);

const each = fc.record(
  {
    foreach: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
    key: fc.constant('item'),
    'max-parallel': fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['foreach'] },
);

/** Most steps are plain ones. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: 2 }, { arbitrary, weight: 1 });
}

const poll = fc.record({ every: duration, timeout: fc.constantFrom('0s', '5s', '1m') });

const what: fc.Arbitrary<Readonly<Record<string, unknown>> & { readonly uses: string }> = fc.oneof(
  fc.record({ uses: fc.constantFrom('thing/look', 'thing/keep', 'thing/make', 'thing/flip') }),
  fc.record({
    uses: fc.constantFrom('thing/look', 'thing/keep'),
    until: fc.constant('outputs.state == "ready"'),
    poll,
  }),
  fc.record({ uses: fc.constant('thing/make'), await: fc.constant('ready') }),
  fc.record({ uses: fc.constant('thing/remove'), await: fc.constant('gone'), poll }),
);

/** Some steps look at the outputs of what they need. */
const shape: fc.Arbitrary<Build> = fc
  .tuple(what, seldom(policies), seldom(each), fc.boolean())
  .map(([action, keys, loop, looksBack]) => (needs) => {
    const [need] = looksBack ? needs : [];
    const label = need === undefined ? 'x' : `\${{ to_json(steps.${need}.outputs) }}`;
    return { ...action, ...keys, ...loop, with: { thing_id: 't', label } };
  });

/** Ends every call by a seed: well, or with one of the failures that the world knows. */
export function endingsOf({ seed, trouble }: Scenario): Script {
  const random = seededRandom(seed);
  return (call) => ({
    ...endingOf(call, random, trouble),
    afterMs: pick([0, 0, 100, 2000], random),
  });
}

function endingOf({ action }: ActionCall, random: () => number, trouble: number): Ending {
  if (random() * 100 < trouble) {
    const failure = pick(worldly, random);
    return failure === 'hangs' ? { hangs: true } : { failure };
  }
  const states =
    action === 'thing/look' ? ['ready', 'building', 'building', 'gone', 'broken'] : ['ready'];
  return { outputs: { thing_id: 't', state: pick(states, random) } };
}

const worldly = [
  failures.rejected,
  failures.throttled,
  { ...failures.throttled, retryAfterMs: 4000 },
  failures.refused,
  failures.cut,
  failures.badAnswer,
  'hangs',
] as const;

function pick<T>(items: readonly T[], random: () => number): T {
  const found = items[Math.floor(random() * items.length)];
  if (found === undefined) throw new RangeError('there is nothing to pick from');
  return found;
}
