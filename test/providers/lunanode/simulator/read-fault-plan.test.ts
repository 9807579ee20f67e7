import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';

import { placeOf } from '../../../../src/core/diagnostic/diagnostic.ts';
import { catalogue } from '../../../../src/providers/lunanode/catalogue/catalogue.ts';
import { faultKinds } from '../../../../src/providers/lunanode/simulator/fault-kinds.ts';
import { readFaultPlan } from '../../../../src/providers/lunanode/simulator/read-fault-plan.ts';

const schemaFile = new URL('../../../../schemas/fault-plan.schema.json', import.meta.url);
const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));

test('reads every kind of fault, with what belongs to it', () => {
  const text = `
# What happens to a run that is unlucky.
- { action: vm/create, fault: cut-after }
- { action: '*', nth: 3, fault: status-500, after-effect: true }
- { action: vm/list, nth: each, fault: html }
- { action: vm/list, fault: status-429 }
- { action: vm/list, fault: status-429, retry-after: 1m30s }
- { action: vm/info, fault: slow, for: 45s }
- { action: vm/start, fault: reject, error: no capacity }
- { action: vm/create, fault: duplicate-name, cut: true }
- { action: vm/create, fault: duplicate-name }
- { action: vm/resize, fault: no-effect }
- { action: '*', fault: stale-list }
`;
  expect(readFaultPlan(text)).toEqual({
    ok: true,
    plan: [
      { action: 'vm/create', fault: 'cut-after' },
      { action: '*', nth: 3, fault: 'status-500', afterEffect: true },
      { action: 'vm/list', nth: 'each', fault: 'html', afterEffect: false },
      { action: 'vm/list', fault: 'status-429' },
      { action: 'vm/list', fault: 'status-429', retryAfterSeconds: 90 },
      { action: 'vm/info', fault: 'slow', ms: 45_000 },
      { action: 'vm/start', fault: { reject: 'no capacity' } },
      { action: 'vm/create', fault: 'duplicate-name', cut: true },
      { action: 'vm/create', fault: 'duplicate-name', cut: false },
      { action: 'vm/resize', fault: 'no-effect' },
      { action: '*', fault: 'stale-list' },
    ],
  });
});

test('reads JSON, and a plan without any fault', () => {
  const plan = [{ action: 'vm/create', fault: 'refuse' }];
  expect(readFaultPlan(JSON.stringify(plan))).toEqual({ ok: true, plan });
  expect(readFaultPlan('[]')).toEqual({ ok: true, plan: [] });
});

test('accepts every kind of fault wherever it can happen, and nowhere else', () => {
  const details: Readonly<Record<string, string>> = { reject: ', error: no', slow: ', for: 1s' };
  for (const { name, appliesTo } of faultKinds) {
    for (const action of catalogue.keys()) {
      const text = `- { action: ${action}, fault: ${name}${details[name] ?? ''} }`;
      expect([text, readFaultPlan(text).ok]).toEqual([text, appliesTo(action)]);
    }
  }
});

const mistakes = [
  ['', ['1:1 not-a-workflow: the file is empty']],
  ['- a: [', [expect.stringMatching(/^1:\d+ invalid-yaml: /)]],
  ['action: vm/list', ['1:1 wrong-type: a fault plan is a list of faults, and this is a mapping']],
  ['- cut-after', ['1:3 wrong-type: a fault is a mapping, and this is the text "cut-after"']],
  [
    '- nth: 1',
    [
      '1:3 missing-key: a fault needs a key "action"',
      '1:3 missing-key: a fault needs a key "fault"',
    ],
  ],
  [
    '- action: vm/list\n  fault: slow\n  error: no',
    [
      '1:3 missing-key: the fault "slow" needs a key "for"',
      '3:3 unusable-key: "error" belongs only to the fault "reject"',
    ],
  ],
  [
    '- action: vm/list\n  fault: html\n  cut: true\n  after-effect: yes',
    [
      '3:3 unusable-key: "cut" belongs only to the fault "duplicate-name"',
      '4:17 wrong-type: "after-effect" has to be true or false, and is the text "yes"',
    ],
  ],
  [
    '- action: vm/list\n  fault: refuse\n  after-effect: true',
    ['3:3 unusable-key: "after-effect" belongs only to the fault "status-500" and "html"'],
  ],
  [
    '- { action: vm/lst, fault: stale-list }',
    ['1:13 unknown-action: there is no action "vm/lst" (did you mean "vm/list"?)'],
  ],
  [
    '- { action: vm/info, fault: stale-list }',
    [
      '1:13 invalid-value: this fault cannot happen to "vm/info" ' +
        '(it can happen to vm/list, vm/iplist, image/list, volume/list, floating/list)',
    ],
  ],
  [
    '- { action: vm/list, fault: refused }',
    ['1:29 invalid-value: there is no fault "refused" (did you mean "refuse"?)'],
  ],
  [
    '- { action: vm/list, fault: 7 }',
    [
      '1:29 invalid-value: there is no fault that is the number 7 ' +
        `(the faults are ${faultKinds.map(({ name }) => name).join(', ')})`,
    ],
  ],
  [
    '- { action: vm/list, fault: slow, for: soon }',
    [
      '1:40 invalid-duration: "for" is no length of time: the text "soon" ' +
        '(write it like `500ms`, `10s` or `1m30s`)',
    ],
  ],
  [
    '- { action: vm/list, fault: slow, for: 3 }',
    ['1:40 wrong-type: "for" has to be a text, and is the number 3'],
  ],
  [
    '- { action: vm/list, fault: reject, error: "" }',
    ['1:44 invalid-value: "error" cannot be empty'],
  ],
  ['- { action: vm/list, nth: 0, fault: html }', ['1:27 invalid-value: "nth" has to be 1 or more']],
  [
    '- { action: vm/list, nth: all, fault: html }',
    ['1:27 invalid-value: "nth" is a number from 1 on, or `each`'],
  ],
  [
    '- { action: vm/list, Nth: 2, fault: html, often: true }',
    [
      '1:22 unknown-key: a fault has no key "Nth" (did you mean "nth"?)',
      '1:43 unknown-key: a fault has no key "often"',
    ],
  ],
] as const;

test.each(mistakes)('of %j it says what is wrong, and where', (text, expected) => {
  const reading = readFaultPlan(text, 'plan.yaml');
  const said = reading.ok
    ? []
    : reading.diagnostics.map((each) => {
        const hint = each.hint === undefined || text === '' ? '' : ` (${each.hint})`;
        const place = placeOf(each).replace('plan.yaml:', '');
        const isYaml = each.code === 'invalid-yaml';
        return `${place} ${each.code}: ${each.message}${isYaml ? '' : hint}`;
      });
  expect(said).toEqual(expected);
});

test('an empty file is told what a fault plan is', () => {
  const reading = readFaultPlan('# nothing yet\n');
  expect(reading).toMatchObject({
    ok: false,
    diagnostics: [{ hint: expect.stringContaining('a fault plan is a list') }],
  });
});

describe('the schema for editors', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    schema as Readonly<Record<string, unknown>>,
  );

  test.each(mistakes.slice(2))('refuses %j', (text) => {
    expect(validate(parse(text))).toBe(false);
  });

  test.each([['[]'], ['- { action: vm/create, fault: duplicate-name, cut: true }']])(
    'accepts %j',
    (text) => {
      expect(validate(parse(text))).toBe(true);
    },
  );
});
