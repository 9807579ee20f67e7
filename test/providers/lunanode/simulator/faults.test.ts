import { describe, expect, test } from 'vitest';

import { alice, startRig, type Rig } from './rig.ts';
import { plainRequest, sign } from './signed-request.ts';
import { waitUntil } from './wait-until.ts';

const wanted = { hostname: 'web', plan_id: 'm.2', image_id: '362401' };

/** A call of which everything is wanted: status, headers, text. */
async function rawCall(rig: Rig, action: string, parameters = {}): Promise<Response> {
  const req = plainRequest(alice, parameters);
  const nonce = String(rig.clock.now() / 1000 + 1000 + rig.simulator.requests.length);
  return fetch(`${rig.simulator.url}${action}/`, {
    method: 'POST',
    body: new URLSearchParams({
      req,
      nonce,
      signature: sign(alice.apiKey, `${action}/`, req, nonce),
    }),
  });
}

function vmCount(rig: Rig): number {
  return rig.simulator.snapshot().vms.length;
}

describe('a broken connection', () => {
  test.each([
    ['refuse', 0, 'faulted'],
    ['cut-before', 0, 'faulted'],
    ['cut-after', 1, 'accepted'],
  ] as const)('by %s leaves %i VMs', async (fault, vms, outcome) => {
    await using rig = await startRig({ faults: [{ action: 'vm/create', fault }] });
    await expect(rig.call('vm/create', wanted)).rejects.toThrow('fetch failed');
    expect(vmCount(rig)).toBe(vms);
    expect(rig.simulator.requests).toMatchObject([{ action: 'vm/create', outcome, fault }]);
    await rig.ok('vm/create', wanted);
  });
});

describe('an answer that is not the API’s', () => {
  test.each([
    ['status-500', 500],
    ['html', 200],
  ] as const)('%s comes without effect, or after it', async (fault, status) => {
    for (const afterEffect of [false, true]) {
      await using rig = await startRig({ faults: [{ action: 'vm/create', fault, afterEffect }] });
      const response = await rawCall(rig, 'vm/create', wanted);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('<html>');
      expect(vmCount(rig)).toBe(afterEffect ? 1 : 0);
    }
  });

  test('status 429 says when to come back', async () => {
    await using rig = await startRig({
      faults: [{ action: 'vm/create', fault: 'status-429', retryAfterSeconds: 7 }],
    });
    const response = await rawCall(rig, 'vm/create', wanted);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(vmCount(rig)).toBe(0);
  });
});

describe('a slow answer', () => {
  test('comes when its time has passed in the simulated world; the effect came before', async () => {
    await using rig = await startRig({
      faults: [{ action: 'vm/create', fault: 'slow', ms: 30_000 }],
    });
    let answered = false;
    const answer = rig.ok('vm/create', wanted).finally(() => (answered = true));
    await waitUntil(() => rig.clock.sleepers === 1);
    expect(vmCount(rig)).toBe(1);
    rig.clock.advance(29);
    await rig.ok('vm/list');
    expect(answered).toBe(false);
    rig.clock.advance(1);
    expect((await answer).vm_id).toBe(rig.simulator.snapshot().vms[0]?.id);
  });

  test('is given up when the simulator closes', async () => {
    const rig = await startRig({ faults: [{ action: 'vm/list', fault: 'slow', ms: 60_000 }] });
    const answer = expect(rig.call('vm/list')).rejects.toThrow('fetch failed');
    await waitUntil(() => rig.clock.sleepers === 1);
    await rig.simulator.close();
    await answer;
  });
});

describe('the API', () => {
  test('turns a nonce down without any effect', async () => {
    await using rig = await startRig({ faults: [{ action: 'vm/create', fault: 'nonce-refused' }] });
    expect(await rig.refused('vm/create', wanted)).toMatch(/^authentication failure/);
    expect(vmCount(rig)).toBe(0);
    await rig.ok('vm/create', wanted);
  });

  test('says no in the words of the fault, without any effect', async () => {
    await using rig = await startRig({
      faults: [{ action: 'vm/create', fault: { reject: 'no capacity' } }],
    });
    expect(await rig.refused('vm/create', wanted)).toBe('no capacity');
    expect(vmCount(rig)).toBe(0);
  });

  test('says so to an authentic request only', async () => {
    await using rig = await startRig({ faults: [{ action: 'vm/list', fault: { reject: 'no' } }] });
    const response = await fetch(`${rig.simulator.url}vm/list/`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('authentic') });
  });
});

describe('what was begun', () => {
  const after = async (rig: Rig, action: string, parameters: object) => {
    const answer = await rig.ok(action, { ...parameters });
    rig.clock.advance(3600);
    return answer;
  };

  test('never ends: a VM is built for ever', async () => {
    await using rig = await startRig({
      faults: [{ action: 'vm/create', fault: 'stuck-building' }],
    });
    const { vm_id } = await after(rig, 'vm/create', wanted);
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'build', ip: '' });
    await rig.ok('vm/delete', { vm_id });
    rig.clock.advance(3);
    expect(vmCount(rig)).toBe(0);
  });

  test('ends in an error: a VM has no address and says why', async () => {
    await using rig = await startRig({ faults: [{ action: 'vm/create', fault: 'error-state' }] });
    const { vm_id } = await after(rig, 'vm/create', wanted);
    expect(await rig.info(vm_id)).toMatchObject({
      status_raw: 'error',
      status_nohtml: 'Error',
      task_state: '',
      ip: '',
      error_detail: expect.stringContaining('No valid host'),
    });
    expect(await rig.refused('vm/reboot', { vm_id })).toContain('error');
    await rig.ok('vm/delete', { vm_id });
  });

  test.each(['vm/stop', 'vm/reboot', 'vm/shelve', 'vm/delete', 'vm/rescue'])(
    'ends in an error: %s',
    async (action) => {
      await using rig = await startRig({ faults: [{ action, fault: 'error-state' }] });
      const vm_id = await rig.activeVm();
      await after(rig, action, { vm_id });
      expect((await rig.info(vm_id)).status_raw).toBe('error');
    },
  );

  test('that was overtaken does not end any more', async () => {
    await using rig = await startRig({ faults: [{ action: 'vm/delete', fault: 'error-state' }] });
    const { vm_id } = await rig.ok('vm/create', wanted);
    rig.clock.advance(1);
    await after(rig, 'vm/delete', { vm_id });
    expect((await rig.info(vm_id)).status_raw).toBe('error');
  });

  test('ends in an error: a VM that could not be deleted can be deleted again', async () => {
    await using rig = await startRig({
      repeats: 'refused',
      faults: [{ action: 'vm/delete', fault: 'error-state' }],
    });
    const vm_id = await rig.activeVm();
    await after(rig, 'vm/delete', { vm_id });
    await after(rig, 'vm/delete', { vm_id });
    expect(vmCount(rig)).toBe(0);
  });

  test.each([
    ['image-killed', 'killed'],
    ['error-state', 'error'],
    ['stuck-building', 'queued'],
  ] as const)('of an image: %s', async (fault, status) => {
    const actions = ['vm/snapshot', 'image/fetch', 'image/replicate'];
    await using rig = await startRig({ faults: actions.map((action) => ({ action, fault })) });
    const vm_id = await rig.activeVm();
    const file = { region: 'toronto', name: 'f', location: 'http://x.test/f', format: 'iso' };
    await after(rig, 'vm/snapshot', { vm_id, name: 'nightly' });
    await after(rig, 'image/fetch', file);
    await after(rig, 'image/replicate', { image_id: '362401', region: 'roubaix' });
    expect(rig.simulator.snapshot().images.map((image) => image.status)).toEqual([
      status,
      status,
      status,
    ]);
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: '' });
  });

  test('of a volume: it ends in an error, or is made for ever', async () => {
    await using rig = await startRig({
      faults: [
        { action: 'volume/create', fault: 'error-state' },
        { action: 'volume/create', nth: 2, fault: 'stuck-building' },
      ],
    });
    const volume = { region: 'toronto', label: 'v', size: 5 };
    await after(rig, 'volume/create', volume);
    await after(rig, 'volume/create', volume);
    await after(rig, 'volume/create', volume);
    expect(rig.simulator.snapshot().volumes.map(({ state }) => state.status)).toEqual([
      'error',
      'creating',
      'available',
    ]);
  });
});

describe('a fault is met', () => {
  const outcomes = async (rig: Rig, calls: number): Promise<string[]> => {
    const seen: string[] = [];
    for (let call = 0; call < calls; call += 1) seen.push((await rig.call('vm/list')).success);
    return seen;
  };
  const fault = { reject: 'no' } as const;

  test.each([
    [undefined, ['no', 'yes', 'yes', 'yes']],
    [1, ['no', 'yes', 'yes', 'yes']],
    [3, ['yes', 'yes', 'no', 'yes']],
    ['each', ['no', 'no', 'no', 'no']],
  ] as const)('at call %s of its action', async (nth, expected) => {
    const place = { action: 'vm/list', ...(nth !== undefined && { nth }) };
    await using rig = await startRig({ faults: [{ ...place, fault }] });
    await rig.ok('plan/list');
    expect(await outcomes(rig, 4)).toEqual(expected);
  });

  test('at any action when it says so', async () => {
    await using rig = await startRig({ faults: [{ action: '*', nth: 2, fault }] });
    await rig.ok('plan/list');
    await rig.refused('region/list');
    await rig.ok('plan/list');
  });

  test('when it is added later, counting from then, until all are cleared', async () => {
    await using rig = await startRig();
    await rig.ok('vm/list');
    rig.simulator.addFault({ action: 'vm/list', nth: 2, fault });
    expect(await outcomes(rig, 3)).toEqual(['yes', 'no', 'yes']);
    rig.simulator.addFault({ action: 'vm/list', nth: 'each', fault });
    expect(await outcomes(rig, 2)).toEqual(['no', 'no']);
    rig.simulator.clearFaults();
    expect(await outcomes(rig, 1)).toEqual(['yes']);
  });
});
