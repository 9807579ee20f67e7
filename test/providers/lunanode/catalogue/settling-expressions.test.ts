import { describe, expect, test } from 'vitest';
import {
  type ActionSpec,
  classOf,
  type SettleSpec,
  type UndoSpec,
} from '../../../../src/core/action-spec.ts';
import {
  createExpressionTypes,
  typeFits,
} from '../../../../src/core/expression/expression-types.ts';
import type { JsonSchema } from '../../../../src/core/json-schema.ts';
import { lunaNodeSpecs } from '../../../../src/providers/lunanode/provider.ts';

const specs = new Map(lunaNodeSpecs.map((spec) => [spec.name, spec]));

interface Settled {
  readonly title: string;
  readonly spec: ActionSpec;
  readonly settle: SettleSpec;
}
const settled: readonly Settled[] = lunaNodeSpecs.flatMap((spec) => {
  const { name, settle, settleIfGiven: special } = spec;
  return [
    ...(settle ? [{ title: name, spec, settle }] : []),
    ...(special?.settle
      ? [{ title: `${name} with ${special.parameter}`, spec, settle: special.settle }]
      : []),
  ];
});
const undone = lunaNodeSpecs.flatMap((spec) =>
  [spec.undo, spec.settleIfGiven?.undo].flatMap((undo) =>
    undo === undefined ? [] : [{ title: `${spec.name}: ${undo.summary}`, spec, undo }],
  ),
);

test('what changes something can be settled, or there is a known reason why only a person can', () => {
  const unsettled = lunaNodeSpecs.filter((spec) => spec.class !== 'read' && !spec.settle);
  expect(unsettled.map(({ name }) => name).sort()).toEqual([
    // The lists of these are asked for by what the call does not name.
    'dns/record-remove',
    // These show nowhere; repeating them does no harm, so that hardly anybody ever has to ask.
    'email/domain-dkim-set',
    'email/domain-dkim-unset',
    'email/user-set-password',
    'monitor/alert-remove',
    // This shows nowhere, and every second one takes back the first.
    'vm/diskswap',
    'vm/set-fairshare',
  ]);
});

test('creates are settled by finding what they made, all others by seeing what they left', () => {
  for (const { spec, settle, title } of settled) {
    const [, given] = title.split(' with ');
    const isCreate = classOf(spec, given === undefined ? {} : { [given]: 'given' }) === 'create';
    expect([title, settle.kind]).toEqual([title, isCreate ? 'find' : 'see']);
  }
});

test('nothing that is destroyed can be taken back', () => {
  const destroying = undone.filter(({ spec }) => spec.class === 'destroy');
  expect(destroying.map(({ title }) => title)).toEqual([
    'vm/floatingip-delete: Put the address back on the VM',
  ]);
});

describe.each(settled)('a lost $title', ({ spec, settle }) => {
  const looks = settle.kind === 'find' ? settle.looks : settle.kind === 'see' ? [settle] : [];

  test('is looked for by actions that read, with the parameters that they take', () => {
    expect(looks.length).toBeGreaterThan(0);
    for (const look of looks) {
      expect(specs.get(look.uses)?.class).toBe('read');
      expectParameters(look, { input: spec.input });
    }
  });

  test('is recognised by expressions whose types are right', () => {
    for (const look of looks) {
      const outputs = specs.get(look.uses)?.output ?? {};
      const types = createExpressionTypes({ input: spec.input, outputs });
      if ('found' in look) {
        expect(types.check(look.found, {})).toMatchObject({ ok: true, type: /^(?:list|dyn)/ });
      } else if ('done' in look) {
        expect(types.check(look.done, {})).toEqual({ ok: true, type: 'bool' });
      }
    }
  });

  test('gives what the call would have answered', () => {
    if (settle.kind !== 'find') return;
    const { looks: finding, id, name } = settle;
    for (const { found, uses } of finding) {
      if (found.endsWith('[0]')) continue;
      const fields = [...(/\.map\(row, \{(.*)\}\)$/.exec(found)?.[1] ?? '').matchAll(/"(\w+)": /g)];
      expect([uses, fields.map(([, field]) => field)]).toEqual([
        uses,
        expect.arrayContaining([id, ...(spec.output.required ?? [])]),
      ]);
    }
    if (name !== undefined) expect(Object.keys(spec.input.properties)).toContain(name);
    expect(settle.quietMs).toBeGreaterThanOrEqual(15_000);
    expect(settle.everyMs).toBeLessThan(settle.quietMs);
  });
});

test('a VM is not given up before the list of VMs can have noticed it', () => {
  const settle = specs.get('vm/create')?.settle;
  expect(settle?.kind === 'find' && settle.quietMs).toBeGreaterThanOrEqual(180_000);
});

describe.each(undone)('$title', ({ spec, undo }) => {
  test('calls an action that changes something, with the parameters that it takes', () => {
    expect(specs.get(undo.uses)?.class).not.toBe('read');
    expectParameters(undo, { input: spec.input, outputs: spec.output });
  });

  test('has a condition that is one, and waits for what there is', () => {
    const types = createExpressionTypes({ input: spec.input, outputs: spec.output });
    expect(types.check(undo.when ?? 'true', {})).toEqual({ ok: true, type: 'bool' });
    const waits = Object.keys(specs.get(undo.uses)?.waits ?? {});
    expect(undo.await === undefined ? waits : [undo.await]).toEqual(waits);
  });
});

const effective = lunaNodeSpecs.filter(({ effects = [] }) => effects.length > 0);

test('every action that changes something says to what', () => {
  const changing = lunaNodeSpecs.filter((spec) => spec.class !== 'read');
  expect(effective.map(({ name }) => name)).toEqual(changing.map(({ name }) => name));
});

test.each(effective)(
  'the effects of $name are described by expressions whose types are right',
  (spec) => {
    const types = createExpressionTypes({ input: spec.input, outputs: spec.output });
    for (const { id, name = '""', when = 'true' } of spec.effects ?? []) {
      for (const text of [id, name]) {
        const result = types.check(text, {});
        expect([text, result]).toMatchObject([text, { ok: true }]);
        expect(result.ok && typeFits(result.type, { type: 'string' })).toBe(true);
      }
      expect(types.check(when, {})).toEqual({ ok: true, type: 'bool' });
    }
  },
);

function expectParameters(
  { uses, with: given }: Pick<UndoSpec, 'uses' | 'with'>,
  variables: Readonly<Record<string, JsonSchema>>,
): void {
  const input = specs.get(uses)?.input;
  expect(Object.keys(input?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(given)));
  expect(Object.keys(given)).toEqual(expect.arrayContaining([...(input?.required ?? [])]));
  const types = createExpressionTypes(variables);
  for (const [name, text] of Object.entries(given)) {
    const result = types.check(text, {});
    expect([text, result]).toMatchObject([text, { ok: true }]);
    expect(result.ok && typeFits(result.type, input?.properties[name] ?? {})).toBe(true);
  }
}
