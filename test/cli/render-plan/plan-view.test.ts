import { expect, test } from 'vitest';
import { renderPlanJson } from '../../../src/cli/render-plan/plan-json.ts';
import type { PlannedStep, PlanView } from '../../../src/cli/render-plan/planned-workflow.ts';
import { planOf } from './plan-of.ts';
import { swap, swapInputs } from './swap.ts';

test('describes a step with everything that holds for it', () => {
  const [step] = stepsOf(planOf(swap, swapInputs)).filter(({ id }) => id === 'green');
  expect(step).toEqual({
    id: 'green',
    description: 'the VM that takes over',
    action: 'vm/create',
    class: 'create',
    billed: true,
    destroys: false,
    needs: [],
    condition: null,
    skip: null,
    loop: null,
    with: {
      hostname: {
        kind: 'text',
        parts: [
          { kind: 'known', value: 'web-' },
          { kind: 'later', expression: 'run.id', moment: { when: 'start' } },
        ],
      },
      plan_id: { kind: 'known', value: 'm.2' },
      image_id: { kind: 'known', value: '94953' },
      region: { kind: 'known', value: 'toronto' },
    },
    env: {},
    await: {
      name: 'active',
      summary: 'the VM runs and has its address',
      uses: 'vm/info',
      poll: { everyMs: 5000, maxEveryMs: 20_000, timeoutMs: 600_000 },
    },
    until: null,
    notAwaited: null,
    retry: {
      attempts: 4,
      delayMs: 1000,
      backoff: 2,
      maxDelayMs: 60_000,
      jitter: 1,
      if: null,
      isUsual: true,
    },
    timeoutMs: null,
    attemptTimeoutMs: 30_000,
    hasUsualAttemptTimeout: true,
    continueOnError: false,
    child: null,
    undo: null,
  });
});

test('is plain data: JSON gives it back as it was', () => {
  const view = planOf(swap, swapInputs);
  expect(JSON.parse(renderPlanJson(view))).toEqual(view);
});

test('puts a step into the wave after the last of those that it needs', () => {
  const view = planOf(`
name: waves
steps:
  - { id: last, needs: [b, a], uses: value/set }
  - { id: b, needs: [a], uses: value/set }
  - { id: a, uses: value/set }
  - { id: other, uses: value/set }
finally:
  - { id: tidy, uses: value/set }
  - { id: report, needs: [tidy], uses: value/set }
`);
  expect(view.waves.map((wave) => wave.map(({ id }) => id))).toEqual([
    ['a', 'other'],
    ['b'],
    ['last'],
  ]);
  expect(view.finally.map((wave) => wave.map(({ id }) => id))).toEqual([['tidy'], ['report']]);
});

const values: readonly (readonly [string, string, object])[] = [
  ['a constant', '[1, two]', { kind: 'known', value: [1, 'two'] }],
  ['an input', '"${{ inputs.size + 1 }}"', { kind: 'known', value: 4 }],
  ['the environment, which is text', '"${{ env.SIZE }}"', { kind: 'known', value: '3' }],
  ['text with inputs', '"a-${{ inputs.size }}-b"', { kind: 'known', value: 'a-3-b' }],
  ['the name of the workflow', '"${{ run.workflow }}"', { kind: 'known', value: 'test' }],
  [
    'the id of the run',
    '"${{ run.id }}"',
    { kind: 'later', expression: 'run.id', moment: { when: 'start' } },
  ],
  [
    'outputs of several steps',
    '"${{ steps.b.outputs.vms == steps.a.outputs.vms }}"',
    {
      kind: 'later',
      expression: 'steps.b.outputs.vms == steps.a.outputs.vms',
      moment: { when: 'steps', steps: ['b', 'a'] },
    },
  ],
  ['the time', '"${{ now() }}"', { kind: 'later', expression: 'now()', moment: { when: 'step' } }],
  ['a secret', '"${{ secrets.TOKEN }}"', { kind: 'secret' }],
  ['what is computed from a secret', '"${{ size(env.AUTH) }}"', { kind: 'secret' }],
  [
    'a secret and the output of a step',
    '"${{ secrets.TOKEN + steps.a.status }}"',
    { kind: 'secret' },
  ],
  ['an input that is marked as a secret', '"${{ inputs.password }}"', { kind: 'secret' }],
  ['all the inputs together', '"${{ to_json(inputs) }}"', { kind: 'secret' }],
  [
    'text around a secret',
    '"Bearer ${{ secrets.TOKEN }}"',
    { kind: 'text', parts: [{ kind: 'known', value: 'Bearer ' }, { kind: 'secret' }] },
  ],
  [
    'a map of which a part is known',
    '{ known: "${{ inputs.size }}", later: ["${{ steps.a.status }}"] }',
    {
      kind: 'map',
      entries: {
        known: { kind: 'known', value: 3 },
        later: {
          kind: 'list',
          items: [
            {
              kind: 'later',
              expression: 'steps.a.status',
              moment: { when: 'steps', steps: ['a'] },
            },
          ],
        },
      },
    },
  ],
  [
    'an expression without a value',
    '"${{ inputs.list[7] }}"',
    {
      kind: 'invalid',
      expression: 'inputs.list[7]',
      reason: expect.stringContaining('7'),
    },
  ],
];

test.each(values)('knows of %s what can be known', (_, written, expected) => {
  const view = planOf(`
name: test
inputs:
  size: { type: integer, default: 3 }
  list: { type: array, default: [1] }
  password: { type: string, default: hunter2, x-secret: true }
secrets: [TOKEN]
env: { SIZE: '\${{ inputs.size }}', AUTH: 'Bearer \${{ secrets.TOKEN }}' }
steps:
  - { id: a, uses: vm/list }
  - { id: b, uses: vm/list }
  - { id: c, uses: value/set, with: { value: ${written} } }
`);
  expect(stepsOf(view).find(({ id }) => id === 'c')?.with['value']).toEqual(expected);
  expect(JSON.stringify(view)).not.toContain('hunter2');
});

test('hides parameters that are secrets, also when the workflow writes them out', () => {
  const view = planOf(`
name: mail
steps:
  - id: add
    uses: email/user-add
    with: { domain_id: '1', username: alice, password: hunter2 }
`);
  expect(view.waves[0]?.[0]?.with).toEqual({
    domain_id: { kind: 'known', value: '1' },
    username: { kind: 'known', value: 'alice' },
    password: { kind: 'secret' },
  });
});

test('counts what a loop and a sub-workflow do, and leaves open what only the run knows', () => {
  const child = `
name: child
inputs: { vm: { type: string } }
steps:
  - { id: shot, uses: vm/snapshot, with: { vm_id: '\${{ inputs.vm }}', name: x } }
  - { id: drop, needs: [shot], uses: vm/delete, with: { vm_id: '\${{ inputs.vm }}' } }
`;
  const view = planOf(
    `
name: parent
steps:
  - { id: list, uses: vm/list }
  - id: each
    uses: workflow/run
    foreach: [one, two, three]
    with: { file: child.yaml, inputs: { vm: '\${{ item }}' } }
  - id: rest
    uses: vm/delete
    foreach: steps.list.outputs.vms
    with: { vm_id: '\${{ item.vm_id }}' }
  - { id: never, if: 'false', uses: vm/delete, with: { vm_id: x } }
  - { id: perhaps, if: size(steps.list.outputs.vms) > 1, uses: vm/reboot, with: { vm_id: x } }
`,
    {},
    { 'child.yaml': child },
  );
  expect(view.totals).toEqual({
    calls: 8,
    billed: 3,
    destroys: 3,
    mayBeFewer: true,
    openLoops: { count: 1, billed: 0, destroys: 1 },
  });
});

test('a use of an action that creates nothing is not billed', () => {
  const add = (more: string) =>
    planOf(`
name: add
steps:
  - { id: add, uses: vm/floatingip-add, with: { vm_id: x${more} } }
`).waves[0]?.[0];
  expect(add('')).toMatchObject({ class: 'create', billed: true });
  expect(add(', ip: 192.0.2.7')).toMatchObject({ class: 'convergent', billed: false });
});

test('knows the class of a use that an input decides', () => {
  const text = `
name: request
inputs: { method: { type: string } }
steps:
  - { id: ask, uses: http/request, with: { url: 'http://a.example', method: '\${{ inputs.method }}' } }
`;
  expect(planOf(text, { method: 'DELETE' }).waves[0]?.[0]).toMatchObject({ destroys: true });
  expect(planOf(text, { method: 'GET' }).waves[0]?.[0]).toMatchObject({ class: 'read' });
});

test('a step without a wait says what it could await', () => {
  const view = planOf(`
name: stop
steps:
  - { id: plain, uses: vm/stop, with: { vm_id: x } }
  - { id: waited, uses: vm/stop, with: { vm_id: x }, await: stopped }
  - { id: sync, uses: vm/list }
`);
  expect(view.waves[0]?.map((step) => step.notAwaited)).toEqual([
    { waits: ['stopped'] },
    null,
    null,
  ]);
});

test('what a sub-workflow is given later, it knows when it starts', () => {
  const view = planOf(
    `
name: parent
steps:
  - { id: list, uses: vm/list }
  - id: inner
    uses: workflow/run
    with:
      file: child.yaml
      inputs: { now: here, later: '\${{ steps.list.status }}', text: 'x-\${{ steps.list.status }}' }
`,
    {},
    {
      'child.yaml': `
name: child
inputs:
  now: { type: string }
  later: { type: string }
  text: { type: string }
  usual: { type: string, default: there }
steps:
  - id: say
    uses: value/set
    with: { a: '\${{ inputs.now + inputs.usual }}', b: '\${{ inputs.later }}', c: '\${{ inputs.text }}' }
`,
    },
  );
  const atStart = (name: string) => ({
    kind: 'later',
    expression: `inputs.${name}`,
    moment: { when: 'start' },
  });
  expect(view.waves[1]?.[0]?.child?.waves[0]?.[0]?.with).toEqual({
    a: { kind: 'known', value: 'herethere' },
    b: atStart('later'),
    c: atStart('text'),
  });
});

function stepsOf(view: PlanView): PlannedStep[] {
  return [...view.waves, ...view.finally].flat();
}

const given: readonly (readonly [string, string, object])[] = [
  ['a secret', "{ a: '${{ secrets.TOKEN }}' }", { kind: 'secret' }],
  ['text around a secret', "{ a: 'x-${{ secrets.TOKEN }}' }", { kind: 'secret' }],
  ['a list', '{ a: [1] }', { kind: 'known', value: [1] }],
  [
    'a map and a list that are not known',
    "{ a: { b: ['${{ run.id }}'] } }",
    {
      kind: 'map',
      entries: {
        b: {
          kind: 'list',
          items: [{ kind: 'later', expression: 'inputs.a', moment: { when: 'start' } }],
        },
      },
    },
  ],
  [
    'all inputs in one expression',
    "'${{ steps.list.outputs }}'",
    { kind: 'later', expression: 'inputs.a', moment: { when: 'start' } },
  ],
  ['all inputs, known', '\'${{ {"a": 5} }}\'', { kind: 'known', value: 5 }],
];

test.each(given)(
  'a sub-workflow that is given %s knows of it what can be known',
  (_, inputs, a) => {
    const view = planOf(
      `
name: parent
secrets: [TOKEN]
steps:
  - { id: list, uses: vm/list }
  - id: inner
    uses: workflow/run
    with:
      file: child.yaml
      inputs: ${inputs}
`,
      {},
      {
        'child.yaml':
          "name: child\ninputs: { a: {} }\nsteps: [{ id: one, uses: value/set, with: { a: '${{ inputs.a }}' } }]",
      },
    );
    const child = view.waves.flat().find(({ id }) => id === 'inner')?.child;
    expect(child?.inputs).toEqual({ a });
  },
);

test('a sub-workflow that is given too little has no value for it', () => {
  const view = planOf(
    `
name: parent
steps:
  - id: inner
    uses: workflow/run
    with: { file: child.yaml, inputs: '\${{ {"c": 1} }}' }
`,
    {},
    {
      'child.yaml':
        "name: child\ninputs: { a: {}, b: { default: 2 } }\nsteps: [{ id: one, uses: value/set, with: { a: '${{ inputs.a }}', b: '${{ inputs.b }}' } }]",
    },
  );
  expect(view.waves[0]?.[0]?.child?.waves[0]?.[0]?.with).toMatchObject({
    a: { kind: 'invalid', expression: 'inputs.a' },
    b: { kind: 'known', value: 2 },
  });
});
