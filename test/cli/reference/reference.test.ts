import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtinSpecs } from '../../../src/actions/builtin-actions.ts';
import { actionAsJson } from '../../../src/cli/reference/action-json.ts';
import { renderActionList } from '../../../src/cli/reference/action-list.ts';
import { renderActionMarkdown } from '../../../src/cli/reference/action-markdown.ts';
import { renderAction } from '../../../src/cli/reference/action-text.ts';
import { settlingText } from '../../../src/cli/reference/settling-text.ts';
import type { ActionSpec } from '../../../src/core/action-spec.ts';
import { noPaint, type Paint } from '../../../src/core/diagnostic/code-frame.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';

const specs = [...builtinSpecs, ...lunaNodeSpecs];

test('lists every action once, with what doing it means', () => {
  const list = renderActionList(specs, noPaint, 80);
  for (const { name } of specs) expect(list.split(`  ${name} `)).toHaveLength(2);
  expect(list).toMatch(/^ {2}vm\/create +create, billed +Create a VM$/m);
  expect(list).toMatch(/^ {2}vm\/list +read +List the VMs of the account$/m);
});

test('puts the actions of a category under its name, and the built-in ones first', () => {
  const headings = renderActionList(specs, noPaint, 80).match(/^\S.*$/gm);
  expect(headings?.slice(0, 3)).toEqual(['built-in', 'vm  (lunanode)', 'image  (lunanode)']);
});

const pages = specs.map((spec) => [spec.name, spec] as const);

test.each(pages)('the page about %s fits into 80 columns, apart from its example', (_, spec) => {
  const [page = ''] = renderAction(spec, noPaint, 80).split('\nExample\n');
  const tooLong = page.split('\n').filter((line) => line.length > 80);
  expect(tooLong).toEqual([]);
});

test.each(pages)('the page about %s is the same with colours', (_, spec) => {
  const painted = renderAction(spec, brackets, 60);
  expect(painted).toContain('⟦Parameters⟧');
  expect(painted.replaceAll(/[⟦⟧]/g, '')).toBe(renderAction(spec, noPaint, 60));
});

const brackets: Paint = {
  error: (text) => `⟦${text}⟧`,
  warning: (text) => `⟦${text}⟧`,
  dim: (text) => `⟦${text}⟧`,
  bold: (text) => `⟦${text}⟧`,
};

/** An action with one of everything. */
const everything: ActionSpec = {
  name: 'vm/try',
  provider: 'lunanode',
  summary: 'Try everything',
  notes: ['It is <made up>.'],
  class: 'create',
  classIfGiven: { parameter: 'ip', class: 'toggle', values: { none: 'read', auto: 'convergent' } },
  input: {
    type: 'object',
    properties: {
      vm_id: { type: 'string', description: 'The VM.', examples: ['f00'] },
      ip: { type: 'string', format: 'ipv4', description: 'An address | a name.' },
      password: { type: 'string', 'x-secret': true },
      mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast', description: 'How.' },
      ids: { type: ['array', 'string'], items: { type: 'string' } },
      labels: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    },
    required: ['vm_id', 'password'],
    additionalProperties: { type: 'string', description: 'Anything else.' },
    anyOf: [{ required: ['ip'] }, { required: ['mode', 'ids'] }],
  },
  output: {
    type: 'object',
    properties: {
      vms: {
        type: 'array',
        description: 'What there is.',
        items: {
          type: 'object',
          properties: { token: { type: 'string', 'x-secret': true }, size: { type: 'integer' } },
          required: ['token'],
        },
      },
      ports: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { open: { type: 'boolean' } } },
      },
    },
    required: ['vms'],
  },
  billed: true,
  asynchronous: true,
  waits: {
    ready: {
      summary: 'it is ready',
      uses: 'vm/info',
      with: { vm_id: 'input.vm_id' },
      until: 'outputs.info.ready',
      failIf: 'outputs.info.broken',
      doneIfRejected: ['no such vm', 'gone'],
      promote: { ip: 'info.ip' },
      poll: { everyMs: 1500, maxEveryMs: 20_000, timeoutMs: 5_400_000 },
    },
  },
  failIf: 'outputs.broken',
  attemptTimeoutMs: 30_000,
  settle: {
    kind: 'find',
    summary: 'a VM of this name',
    looks: [
      { uses: 'vm/list', with: {}, found: 'outputs.vms' },
      { uses: 'vm/info', with: { vm_id: 'input.vm_id' }, found: '[outputs]' },
    ],
    id: 'vm_id',
    quietMs: 180_000,
    everyMs: 15_000,
  },
  undo: {
    summary: 'Delete the VM',
    uses: 'vm/delete',
    with: { vm_id: 'outputs.vm_id' },
    when: 'has(outputs.vm_id)',
    await: 'gone',
  },
  settleIfGiven: {
    parameter: 'ip',
    settle: {
      kind: 'see',
      summary: 'whether the address is on the VM',
      uses: 'vm/iplist',
      with: {},
      done: 'true',
    },
    undo: { summary: 'Take the address off', uses: 'vm/floatingip-delete', with: {} },
  },
};

test('a page says all that the catalogue says of an action', () => {
  expect(renderAction(everything, noPaint, 80)).toMatchInlineSnapshot(`
    "vm/try
    Try everything

    Class \`create\`: a second one makes a second thing. It is repeated only when it
    is certain that nothing was done.
    With \`ip\` its class is \`read\` for \`none\`; \`convergent\` for \`auto\`; and \`toggle\`
    for anything else.
    It can change what is charged.
    Its answer comes before its work is done, which \`await\` waits for.
    One attempt may take 30s, unless the step says otherwise.
    A step that polls it fails at once if \`outputs.broken\`.
    If its answer is lost, Perilune looks with vm/list and vm/info for a VM of this
    name; it goes on with what it finds, and repeats the call if there is nothing
    for 3m.
    If its answer is lost, with \`ip\`, Perilune looks with vm/iplist whether the
    address is on the VM, and repeats it if not.
    \`undo: true\`, without \`ip\`: Delete the VM. It uses vm/delete and waits until
    \`gone\`, only if \`has(outputs.vm_id)\`.
    \`undo: true\`, with \`ip\`: Take the address off. It uses vm/floatingip-delete.

    Notes
      - It is <made up>.

    Parameters
      vm_id     string                    required  The VM.
      ip        string (ipv4)                       An address | a name.
      password  string                    required  A secret: never shown.
      mode      string                              How. One of \`fast\`, \`slow\`.
                                                    \`fast\` when left out.
      ids       list of string or string
      labels    map of scalar
      At least one of these is needed: \`ip\`, \`mode\` with \`ids\`.
      Any other name may be given: anything else.

    Outputs
      vms      list of object         What there is.
        token  string                 A secret: never shown.
        size   integer, if any
      ports    map of object, if any
        open   boolean, if any

    Waits
      ready  Until it is ready. Looks with vm/info every 1.5s to 20s, for up to
             1h30m, until \`outputs.info.ready\`, or until that says "no such vm" or
             "gone". Fails at once if \`outputs.info.broken\`. Adds the outputs \`ip\`
             (\`info.ip\`).

    Example
      - id: try
        uses: vm/try
        with:
          vm_id: f00
          password: \${{ secrets.PASSWORD }}
          ip: 192.0.2.10
        await: ready
    "
  `);
});

test('a Markdown page says the same, with pipes and tags that stay text', () => {
  expect(renderActionMarkdown(everything)).toMatchInlineSnapshot(`
    "## vm/try

    Try everything

    - Class \`create\`: a second one makes a second thing. It is repeated only when it is certain that nothing was done.
    - With \`ip\` its class is \`read\` for \`none\`; \`convergent\` for \`auto\`; and \`toggle\` for anything else.
    - It can change what is charged.
    - Its answer comes before its work is done, which \`await\` waits for.
    - One attempt may take 30s, unless the step says otherwise.
    - A step that polls it fails at once if \`outputs.broken\`.
    - If its answer is lost, Perilune looks with vm/list and vm/info for a VM of this name; it goes on with what it finds, and repeats the call if there is nothing for 3m.
    - If its answer is lost, with \`ip\`, Perilune looks with vm/iplist whether the address is on the VM, and repeats it if not.
    - \`undo: true\`, without \`ip\`: Delete the VM. It uses vm/delete and waits until \`gone\`, only if \`has(outputs.vm_id)\`.
    - \`undo: true\`, with \`ip\`: Take the address off. It uses vm/floatingip-delete.
    - It is &lt;made up>.

    | Parameter | Type | Required | Description |
    | --- | --- | --- | --- |
    | \`vm_id\` | string | yes | The VM. |
    | \`ip\` | string (ipv4) |  | An address \\| a name. |
    | \`password\` | string | yes | A secret: never shown. |
    | \`mode\` | string |  | How. One of \`fast\`, \`slow\`. \`fast\` when left out. |
    | \`ids\` | list of string or string |  |  |
    | \`labels\` | map of scalar |  |  |

    At least one of these is needed: \`ip\`, \`mode\` with \`ids\`.

    Any other name may be given: anything else.

    | Output | Type | Description |
    | --- | --- | --- |
    | \`vms\` | list of object | What there is. |
    | \`vms[].token\` | string | A secret: never shown. |
    | \`vms[].size\` | integer, if any |  |
    | \`ports\` | map of object, if any |  |
    | \`ports.*.open\` | boolean, if any |  |

    | Wait | Description |
    | --- | --- |
    | \`ready\` | Until it is ready. Looks with vm/info every 1.5s to 20s, for up to 1h30m, until \`outputs.info.ready\`, or until that says "no such vm" or "gone". Fails at once if \`outputs.info.broken\`. Adds the outputs \`ip\` (\`info.ip\`). |

    **Example**

    \`\`\`yaml
    - id: try
      uses: vm/try
      with:
        vm_id: f00
        password: \${{ secrets.PASSWORD }}
        ip: 192.0.2.10
      await: ready
    \`\`\`
    "
  `);
});

test('for programs there is the same, with the schemas', () => {
  const json = actionAsJson(everything);
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  expect(json.input).toBe(everything.input);
  expect(json.output).toBe(everything.output);
  expect(json.outputs.map(({ path, secret }) => [path, secret])).toEqual([
    ['vms', false],
    ['vms[].token', true],
    ['vms[].size', false],
    ['ports', false],
    ['ports.*.open', false],
  ]);
  expect(json.parameters.find(({ path }) => path === 'mode')).toEqual({
    path: 'mode',
    type: 'string',
    required: false,
    description: 'How.',
    secret: false,
    choices: ['fast', 'slow'],
    default: 'fast',
  });
  expect(parse(json.example)).toEqual([
    {
      id: 'try',
      uses: 'vm/try',
      with: { vm_id: 'f00', password: '${{ secrets.PASSWORD }}', ip: '192.0.2.10' },
      await: 'ready',
    },
  ]);
});

const settlings: readonly (readonly [string, Partial<ActionSpec>, readonly string[]])[] = [
  ['a read is just repeated', { class: 'read' }, []],
  ['what ends the same is repeated', { class: 'convergent' }, ['it is repeated.']],
  [
    'a create that nothing shows is left to a person',
    { class: 'create' },
    ['only a person can find out what became of it, and the run waits for that.'],
  ],
  [
    'what a command does again is for its author to know',
    { class: 'create', provider: 'builtin' },
    ['a step that says `retry` repeats it; otherwise a person has to find out what became of it.'],
  ],
  [
    'a toggle may be harmless',
    { class: 'toggle', settle: { kind: 'repeat', because: 'once more does no harm' } },
    ['it is repeated: once more does no harm.'],
  ],
];

test.each(settlings)('of lost answers: %s', (_, spec, expected) => {
  const { settle: _settle, undo: _undo, settleIfGiven: _special, ...plain } = everything;
  const { classIfGiven: _class, ...usual } = plain;
  const json = actionAsJson({ ...usual, ...spec });
  expect(json.settling.map(settlingText)).toEqual(
    expected.map((text) => `If its answer is lost, ${text}`),
  );
  expect(json.undo).toEqual([]);
});

test('a use that is settled like all others is not told twice', () => {
  const settling = specs.find(({ name }) => name === 'vm/floatingip-delete');
  expect(settling && actionAsJson(settling).settling).toHaveLength(1);
});
