import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { ActionError, type ActionContext } from '../../../src/engine/action.ts';
import { LunaNodeConfigError } from '../../../src/providers/lunanode/config.ts';
import { createLunaNodeActions } from '../../../src/providers/lunanode/lunanode-actions.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';
import {
  answeringServer,
  apiId,
  apiKey,
  json,
  type Answerer,
  type AnsweringServer,
} from './answering-server.ts';
import { StandingClock } from './standing-clock.ts';

const plans = {
  success: 'yes',
  plans: [
    { plan_id: '88', name: 'm.4' },
    { plan_id: '89', name: 'm.8', ram: '8192' },
  ],
};

test('every specification has an action', () => {
  const { actions } = createLunaNodeActions(config('http://127.0.0.1:9/'));
  expect(actions.map(({ spec }) => spec)).toEqual(lunaNodeSpecs);
});

test('wrong credentials are refused before anything is done', () => {
  expect(() => createLunaNodeActions({ ...config('http://127.0.0.1:9/'), apiKey: 'x' })).toThrow(
    LunaNodeConfigError,
  );
});

test('an action makes its call and gives what the API answers', async () => {
  await using server = await answeringServer(json({ success: 'yes', image_id: 141_091 }));
  const outputs = await run(server, 'vm/snapshot', { vm_id: 'a', name: 'nightly' });
  expect(outputs).toEqual({ image_id: '141091' });
  expect(server.received[0]).toMatchObject({
    path: '/api/vm/snapshot/',
    message: { vm_id: 'a', name: 'nightly' },
  });
});

describe('secrets', () => {
  test('of an answer are announced', async () => {
    const info = { status_raw: 'active', login_details: 'username: ubuntu; password: Qixa' };
    await using server = await answeringServer(
      json({ success: 'yes', info, extra: { vm_id: 'a' } }),
    );
    const context = contextOf();
    await run(server, 'vm/info', { vm_id: 'a' }, context);
    expect(context.secrets).toEqual(['username: ubuntu; password: Qixa', 'Qixa']);
  });

  test('of the input are announced before they are sent', async () => {
    const context = contextOf();
    await using server = await answeringServer((received, response) => {
      expect(context.secrets).toEqual(['hunter2']);
      return json({ success: 'yes' })(received, response);
    });
    await run(
      server,
      'email/user-add',
      { domain_id: 1, username: 'a', password: 'hunter2' },
      context,
    );
    expect(server.received).toHaveLength(1);
  });
});

describe('a cancelled run', () => {
  const cancelDuring = (context: TestContext, body: unknown): Answerer => {
    return (received, response) => {
      context.cancel(new Error('cancelled'));
      setImmediate(() => void json(body)(received, response));
    };
  };

  test('gives up a read', async () => {
    const context = contextOf();
    await using server = await answeringServer(cancelDuring(context, { success: 'yes', vms: [] }));
    await expect(run(server, 'vm/list', {}, context)).rejects.toThrow('cancelled');
  });

  test.each([
    ['vm/create', { hostname: 'a', plan_id: 1, image_id: 1 }, { vm_id: 'new' }],
    ['vm/floatingip-add', { vm_id: 'a', ip: '172.81.176.1' }, {}],
    ['vm/delete', { vm_id: 'a' }, {}],
  ])('lets %s end', async (name, input, answer) => {
    const context = contextOf();
    await using server = await answeringServer(
      cancelDuring(context, { success: 'yes', ...answer }),
    );
    expect(await run(server, name, input, context)).toEqual(answer);
  });

  test('does not wait longer than the time of the attempt', async () => {
    const context = contextOf();
    const reason = new Error('time is up');
    await using server = await answeringServer(() => context.expire(reason));
    await expect(run(server, 'vm/delete', { vm_id: 'a' }, context)).rejects.toBe(reason);
  });
});

describe('vm/resize', () => {
  test('answers with the number of the plan that was asked for by name', async () => {
    await using server = await answeringServer(json(plans), json({ success: 'yes' }));
    expect(await run(server, 'vm/resize', { vm_id: 'a', plan_id: 'm.8' })).toEqual({
      plan_id: '89',
    });
    expect(server.received.map(({ path }) => path)).toEqual(['/api/plan/list/', '/api/vm/resize/']);
    expect(server.received[1]?.message).toMatchObject({ plan_id: 'm.8' });
  });

  test.each([[89], ['89']])('needs no list for the plan %j', async (planId) => {
    await using server = await answeringServer(json({ success: 'yes' }));
    expect(await run(server, 'vm/resize', { vm_id: 'a', plan_id: planId })).toEqual({
      plan_id: '89',
    });
    expect(server.received).toHaveLength(1);
  });

  test('changes nothing when there is no plan of that name', async () => {
    await using server = await answeringServer(json(plans), json({ success: 'yes' }));
    const error = await run(server, 'vm/resize', { vm_id: 'a', plan_id: 'm.80' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({ failure: { kind: 'rejected' } });
    expect(error).toMatchObject({ message: expect.stringContaining('no plan named "m.80"') });
    expect(server.received.map(({ path }) => path)).toEqual(['/api/plan/list/']);
  });
});

test('image/retrieve is rejected with the reason, and nothing is sent', async () => {
  await using server = await answeringServer(json({ success: 'yes' }));
  const error = await run(server, 'image/retrieve', { image_id: 1 }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ failure: { kind: 'rejected' } });
  expect(error).toMatchObject({
    message: expect.stringMatching(/^image\/retrieve: .*whole API key/),
  });
  expect(server.received).toEqual([]);
});

test('closing resolves when nothing is under way', async () => {
  await expect(
    createLunaNodeActions(config('http://127.0.0.1:9/')).close(),
  ).resolves.toBeUndefined();
});

function config(url: string) {
  return { apiId, apiKey, url, clock: new StandingClock() };
}

async function run(
  server: AnsweringServer,
  name: string,
  input: JsonObject,
  context: ActionContext = contextOf(),
): Promise<JsonObject> {
  const { actions } = createLunaNodeActions(config(server.url));
  const action = actions.find(({ spec }) => spec.name === name);
  if (action === undefined) throw new Error(`no ${name}`);
  return action.run(input, context);
}

interface TestContext extends ActionContext {
  readonly secrets: readonly string[];
  cancel(reason: Error): void;
  expire(reason: Error): void;
}

function contextOf(): TestContext {
  const cancelled = new AbortController();
  const expired = new AbortController();
  const secrets: string[] = [];
  return {
    signal: AbortSignal.any([cancelled.signal, expired.signal]),
    deadline: expired.signal,
    clock: new StandingClock(),
    run: { id: 'r1', workflow: 'test' },
    step: 'one',
    attempt: 1,
    startedAt: 0,
    holdTime: () => () => undefined,
    folder: '/',
    env: {},
    addSecret: (value) => void secrets.push(value),
    runWorkflow: () => Promise.reject(new Error('no workflow here')),
    undoWorkflow: () => Promise.reject(new Error('no workflow here')),
    answer: () => Promise.reject(new Error('nobody here')),
    secrets,
    cancel: (reason) => cancelled.abort(reason),
    expire: (reason) => expired.abort(reason),
  };
}
