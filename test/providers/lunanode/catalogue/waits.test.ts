import { describe, expect, test } from 'vitest';
import type { ActionSpec, WaitSpec } from '../../../../src/core/action-spec.ts';
import { compileExpression } from '../../../../src/core/expression/expression.ts';
import { createExpressionTypes } from '../../../../src/core/expression/expression-types.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { lunaNodeSpecs } from '../../../../src/providers/lunanode/provider.ts';

const specs = new Map(lunaNodeSpecs.map((spec) => [spec.name, spec]));
const waits = lunaNodeSpecs.flatMap((spec) =>
  Object.entries(spec.waits).map(([name, wait]) => ({ spec, wait, title: `${spec.name} ${name}` })),
);

test('the actions whose answer comes before the work is done say what to wait for', () => {
  expect(waits.map(({ title }) => title).sort()).toEqual([
    'image/delete gone',
    'image/fetch active',
    'image/replicate active',
    'vm/create active',
    'vm/delete gone',
    'vm/reboot active',
    'vm/reimage active',
    'vm/rescue rescued',
    'vm/resize resized',
    'vm/shelve shelved',
    'vm/snapshot active',
    'vm/start active',
    'vm/stop stopped',
    'vm/unshelve active',
    'volume/attach attached',
    'volume/create available',
    'volume/delete gone',
    'volume/detach available',
  ]);
});

describe.each(waits)('the wait $title', ({ spec, wait }) => {
  const observer = specs.get(wait.uses);

  test('observes by an action that reads', () => {
    expect(observer?.class).toBe('read');
  });

  test('gives the observer the parameters that it takes', () => {
    const given = Object.keys(wait.with);
    expect(Object.keys(observer?.input.properties ?? {})).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining([...(observer?.input.required ?? [])]));
    const types = createExpressionTypes({ input: spec.input, outputs: spec.output });
    for (const parameter of Object.values(wait.with)) {
      expect(types.check(parameter, {})).toMatchObject({ ok: true });
    }
  });

  test('has conditions whose types are right', () => {
    const outputs = observer?.output ?? {};
    const types = createExpressionTypes({ input: spec.input, acted: spec.output, outputs });
    for (const condition of [wait.until, wait.failIf ?? 'false', observer?.failIf ?? 'false']) {
      expect(types.check(condition, {})).toEqual({ ok: true, type: 'bool' });
    }
  });

  test('looks less often as time goes by, and not for ever', () => {
    expect(wait.poll.everyMs).toBeGreaterThanOrEqual(1_000);
    expect(wait.poll.maxEveryMs).toBeGreaterThanOrEqual(wait.poll.everyMs);
    expect(wait.poll.timeoutMs).toBeGreaterThan(10 * wait.poll.maxEveryMs);
  });
});

test.each([
  ['vm/create active', vm('active', { ip: '172.81.176.21' }), 'done'],
  ['vm/create active', vm('active', { ip: '' }), 'not yet'],
  ['vm/create active', vm('active'), 'not yet'],
  ['vm/create active', vm('build'), 'not yet'],
  ['vm/create active', vm('error'), 'hopeless'],
  ['vm/start active', vm('shutoff', { task_state: 'powering-on' }), 'not yet'],
  ['vm/start active', vm('active'), 'done'],
  ['vm/stop stopped', vm('active', { status_nohtml: 'Powering off' }), 'not yet'],
  ['vm/stop stopped', vm('shutoff'), 'done'],
  ['vm/stop stopped', vm('stopped'), 'done'],
  ['vm/stop stopped', vm('', { status_nohtml: 'Offline' }), 'done'],
  ['vm/reboot active', vm('active', { task_state: 'rebooting' }), 'not yet'],
  ['vm/reboot active', vm('active'), 'done'],
  ['vm/reboot active', vm('error', { task_state: 'rebooting' }), 'not yet'],
  ['vm/reboot active', vm('error'), 'hopeless'],
  ['vm/rescue rescued', vm('rescue'), 'done'],
  ['vm/shelve shelved', vm('active', { task_state: 'shelving' }), 'not yet'],
  ['vm/shelve shelved', vm('shelved'), 'done'],
  ['vm/shelve shelved', vm('shelved_offloaded'), 'done'],
  ['vm/unshelve active', vm('shelved_offloaded'), 'not yet'],
  ['vm/unshelve active', vm('active'), 'done'],
  ['vm/reimage active', vm('rebuild', { task_state: 'rebuilding' }), 'not yet'],
  ['vm/delete gone', vm('active', { task_state: 'deleting' }), 'not yet'],
  ['vm/delete gone', vm('error'), 'not yet'],
  ['vm/delete gone', vm('deleted'), 'done'],
  ['vm/snapshot active', { details: { status: 'saving' } }, 'not yet'],
  ['vm/snapshot active', { details: { status: 'active' } }, 'done'],
  ['image/fetch active', { details: { status: 'killed' } }, 'hopeless'],
  ['image/replicate active', { details: { status: 'error' } }, 'hopeless'],
  ['volume/create available', { volume: { status: 'downloading' } }, 'not yet'],
  ['volume/create available', { volume: { status: 'available' } }, 'done'],
  ['volume/create available', { volume: { status: 'error' } }, 'hopeless'],
  ['volume/attach attached', { volume: { status: 'in-use' } }, 'done'],
  ['volume/detach available', { volume: { status: 'in-use' } }, 'not yet'],
  ['volume/delete gone', { volume: { status: 'error' } }, 'not yet'],
])('%s, seen %j, is %s', (title, outputs, verdict) => {
  expect(judge(waitOf(title), { outputs })).toBe(verdict);
});

test('a resize is done when the VM is idle and has the plan that was asked for', () => {
  const wait = waitOf('vm/resize resized');
  const acted = { plan_id: '89' };
  const seen = (plan: string, info: JsonObject) => ({
    ...vm('active', info),
    extra: { plan_id: plan },
  });
  expect(judge(wait, { acted, outputs: seen('89', {}) })).toBe('done');
  expect(judge(wait, { acted, outputs: seen('88', {}) })).toBe('not yet');
  expect(judge(wait, { acted, outputs: seen('89', { task_state: 'resize_finish' }) })).toBe(
    'not yet',
  );
  expect(judge(wait, { acted, outputs: { ...vm('error'), extra: { plan_id: '89' } } })).toBe(
    'hopeless',
  );
});

test('a created VM lifts its addresses to the outputs of the step', () => {
  expect(waitOf('vm/create active').promote).toEqual({
    ip: 'info.ip',
    privateip: 'info.privateip',
  });
});

test.each([
  ['vm/delete gone', 'invalid vm'],
  ['image/delete gone', 'invalid image'],
  ['volume/delete gone', 'invalid volume'],
])('%s is done when the API says "%s"', (title, error) => {
  expect(waitOf(title).doneIfRejected).toContain(error);
});

test('polling one of the observers fails by itself where it is hopeless', () => {
  const failIf = (spec: ActionSpec | undefined, outputs: JsonObject) =>
    evaluate(spec?.failIf ?? 'false', { outputs });
  expect(failIf(specs.get('vm/info'), vm('error'))).toBe(true);
  expect(failIf(specs.get('vm/info'), vm('active'))).toBe(false);
  expect(failIf(specs.get('image/details'), { details: { status: 'killed' } })).toBe(true);
  expect(failIf(specs.get('volume/info'), { volume: { status: 'error_deleting' } })).toBe(true);
});

function vm(status: string, more: JsonObject = {}): JsonObject {
  return { info: { status_raw: status, status_nohtml: '', task_state: '', ...more } };
}

function waitOf(title: string): WaitSpec {
  const found = waits.find((each) => each.title === title);
  if (found === undefined) throw new Error(`no wait ${title}`);
  return found.wait;
}

function judge(wait: WaitSpec, values: JsonObject): 'done' | 'hopeless' | 'not yet' {
  if (evaluate(wait.until, values) === true) return 'done';
  return evaluate(wait.failIf ?? 'false', values) === true ? 'hopeless' : 'not yet';
}

function evaluate(text: string, values: JsonObject): unknown {
  const compiled = compileExpression(text);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const contexts = Object.fromEntries(
    Object.entries({ input: {}, acted: {}, ...values }).map(([name, value]) => [name, { value }]),
  );
  const status = { success: true, failure: false, cancelled: false };
  return compiled.expression.evaluate({ contexts, step: () => undefined, status, now: 0 });
}
