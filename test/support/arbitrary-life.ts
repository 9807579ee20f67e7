import * as fc from 'fast-check';
import type { WorkflowShape } from './arbitrary-workflow.ts';
import type { Death } from './mortal-journal.ts';

/** A workflow over a cloud of things, and all that happens to its run. */
export interface LifePlan {
  readonly document: WorkflowShape;
  readonly seed: number;
  /** How many of a hundred calls go wrong. */
  readonly trouble: number;
  readonly deaths: readonly Death[];
  /** How long nobody goes on after a death, in milliseconds. */
  readonly pauseMs: number;
  readonly cancelAfterMs: number | null;
}

export interface LifeOptions {
  /** Only acts of which it can be found out what became of them: nothing looks like another thing. */
  readonly isSettled?: boolean;
  readonly trouble?: readonly number[];
  readonly cancels?: boolean;
}

/** The workflows that steps of the others run, by name: of what the second one makes nothing can be found out. */
export const childTexts: Readonly<Record<string, string>> = {
  child: childText('child', 'thing/build'),
  careless: childText('careless', 'thing/make'),
};

function childText(name: string, maker: string): string {
  return `
  name: ${name}
  steps:
    - { id: make, uses: ${maker}, with: { label: 'child-\${{ run.id }}' }, undo: true }
    - { id: keep, uses: thing/keep, with: { thing_id: '\${{ steps.make.outputs.thing_id }}' } }
  outputs: { thing_id: '\${{ steps.make.outputs.thing_id }}' }
`;
}

export function lives(options: LifeOptions = {}): fc.Arbitrary<LifePlan> {
  const { trouble = [0, 10, 30], cancels = true } = options;
  return fc.record({
    document: documents(options),
    seed: fc.nat(),
    trouble: fc.constantFrom(...trouble),
    deaths: fc.array(
      fc.record({
        atAppend: fc.integer({ min: 1, max: 9 }),
        isWritten: fc.boolean(),
        comesBack: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    pauseMs: fc.constantFrom(0, 700, 60_000),
    cancelAfterMs: cancels ? seldom(fc.constantFrom(0, 300, 2500, 15_000)) : fc.constant(null),
  });
}

function documents(options: LifeOptions): fc.Arbitrary<WorkflowShape> {
  const rest = fc.record(
    {
      'on-failure': fc.constantFrom('stop', 'continue', 'undo'),
      'max-parallel': fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: [] },
  );
  return fc.tuple(steps(options), rest, endings(options)).map(([main, keys, end]) => ({
    name: 'life',
    secrets: ['TOKEN'],
    ...keys,
    steps: main,
    ...(end.length === 0 ? {} : { finally: end }),
  }));
}

/** Steps that put things in order at the end, or make something on their own. */
function endings({ isSettled = false }: LifeOptions): fc.Arbitrary<WorkflowShape['steps']> {
  const tidy = { id: 'tidy', uses: 'thing/keep', with: { thing_id: 'f0' } };
  const farewell = { id: 'farewell', with: { label: 'web' } };
  const all = [
    [],
    [],
    [tidy],
    [{ ...farewell, uses: 'thing/make' }, tidy],
    [
      { ...farewell, uses: 'thing/build' },
      { ...tidy, needs: ['farewell'] },
    ],
  ];
  return fc.constantFrom(...(isSettled ? all.slice(0, 3) : all));
}

interface Maker {
  readonly id: string;
  readonly isLoop: boolean;
}

type Build = (place: {
  readonly index: number;
  readonly makers: readonly Maker[];
}) => Readonly<Record<string, unknown>>;

function steps(options: LifeOptions): fc.Arbitrary<WorkflowShape['steps']> {
  return fc
    .array(fc.tuple(shape(options), fc.nat(255)), { minLength: 1, maxLength: 6 })
    .map((all) => {
      const built: (WorkflowShape['steps'][number] & { readonly needs: readonly string[] })[] = [];
      for (const [index, [build, mask]] of all.entries()) {
        const needs = built.filter((_, at) => ((mask >> at) & 1) === 1);
        const makers = needs
          .filter(({ uses }) => /make|build|spawn/.test(uses))
          .map(({ id, foreach }) => ({ id, isLoop: foreach !== undefined }));
        const keys = build({ index, makers });
        built.push({
          id: `s${index}`,
          uses: '',
          needs: needs.map(({ id }) => id),
          ...keys,
        });
      }
      return built;
    });
}

function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: 2 }, { arbitrary, weight: 1 });
}

const labels = fc.constantFrom('web', 'own-${{ run.id }}', 'door-${{ secrets.TOKEN }}');

const loops = fc.record(
  {
    foreach: fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']),
    'max-parallel': fc.constantFrom(1, 2),
  },
  { requiredKeys: ['foreach'] },
);

const policies = fc.record(
  {
    'continue-on-error': fc.constant(true),
    if: fc.constantFrom('success()', 'failure()', 'always()'),
    retry: fc.record({ attempts: fc.integer({ min: 1, max: 4 }), delay: fc.constant('200ms') }),
  },
  { requiredKeys: [] },
);

function shape({ isSettled = false }: LifeOptions): fc.Arbitrary<Build> {
  const makers = isSettled
    ? ['thing/build', 'thing/spawn']
    : ['thing/build', 'thing/spawn', 'thing/make'];
  const making = fc
    .record({
      uses: fc.constantFrom(...makers),
      label: labels,
      undo: fc.boolean(),
      awaits: fc.boolean(),
      loop: seldom(loops),
    })
    .map(({ uses, label, undo, awaits, loop }): Build => ({ index }) => ({
      uses,
      with: {
        label: isSettled ? `${label}-${index}${loop === null ? '' : '-${{ item }}'}` : label,
      },
      ...(undo ? { undo } : {}),
      ...(awaits ? { await: 'ready' } : {}),
      ...loop,
    }));
  const changing = fc
    .record({ uses: fc.constantFrom('thing/keep', 'thing/look'), undo: fc.boolean() })
    .map(({ uses, undo }): Build => ({ index, makers: before }) => {
      const maker = before.find(({ isLoop }) => !isLoop);
      const thing =
        maker === undefined ? `f${index}` : `\${{ steps.${maker.id}.outputs.thing_id }}`;
      return {
        uses,
        with: { thing_id: thing, label: 'key ${{ secrets.TOKEN }}' },
        ...(undo && uses === 'thing/keep' ? { undo } : {}),
      };
    });
  const others = isSettled ? ['thing/remove'] : ['thing/remove', 'thing/flip'];
  const alone = fc.constantFrom(...others).map((uses): Build => ({ index }) => ({
    uses,
    with: { thing_id: `f${index}` },
  }));
  const names = isSettled ? ['child'] : Object.keys(childTexts);
  const child = fc
    .record({ undo: fc.boolean(), name: fc.constantFrom(...names) })
    .map(({ undo, name }): Build => () => ({
      uses: 'workflow/run',
      with: { file: `${name}.yaml` },
      ...(undo ? { undo } : {}),
    }));
  return fc
    .tuple(
      fc.oneof(
        { arbitrary: making, weight: 5 },
        { arbitrary: changing, weight: 3 },
        { arbitrary: alone, weight: 1 },
        { arbitrary: child, weight: 1 },
      ),
      seldom(policies),
    )
    .map(([build, keys]): Build => (place) => {
      const built = build(place);
      // What a step stands on has to be there.
      const isFree = built['uses'] !== 'thing/keep' && built['uses'] !== 'thing/look';
      return isSettled || !isFree ? built : { ...built, ...keys };
    });
}
