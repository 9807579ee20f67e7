import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { vmEndpoints } from '../../src/providers/lunanode/catalogue/vm.ts';
import type { Fault, FaultPlan } from '../../src/providers/lunanode/simulator/fault-plan.ts';
import { demoIds } from '../../src/providers/lunanode/simulator/demo-world.ts';
import type { Seed } from '../../src/providers/lunanode/simulator/world/seed-options.ts';
import { example, runSimulated, workflowsFolder, type SimulatedRun } from './simulated-run.ts';

const names = readdirSync(workflowsFolder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

interface Changes {
  /** Over those that come with the example. */
  readonly inputs?: JsonObject;
  readonly faults?: FaultPlan;
  readonly seed?: Seed;
}

function runExample(name: string, { inputs, ...options }: Changes = {}): Promise<SimulatedRun> {
  const { text, inputs: own } = example(name);
  return runSimulated(text, { inputs: () => ({ ...own, ...inputs }), ...options });
}

function addressOwner({ simulator }: SimulatedRun, ip: string): string | null {
  const owner = simulator.snapshot().vms.find((vm) => vm.floating.includes(ip));
  return owner?.id ?? null;
}

describe('every workflow succeeds against the simulated cloud', () => {
  test.each(names)('%s', async (name) => {
    const { state, events } = await runExample(name);
    const failed = events.filter((event) => event.type === 'step-failed');
    expect({ failed, status: state.status }).toEqual({ failed: [], status: 'succeeded' });
  });

  test('between them they use all actions of the vm category', async () => {
    const used = new Set<string>();
    for (const name of names) {
      const { simulator } = await runExample(name);
      for (const { action, outcome } of simulator.requests) {
        if (outcome === 'accepted') used.add(action);
      }
    }
    // Two actions are known from programs only, and on no page of the vendor.
    const documented = vmEndpoints.filter((endpoint) => endpoint.evidence === 'vendor');
    expect(documented).toHaveLength(23);
    expect(documented.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('provision', () => {
  test('gives back the VM, its addresses and the snapshot', async () => {
    const { state, simulator } = await runExample('provision');
    const vm = simulator.snapshot().vms.find((each) => each.hostname.startsWith('web-'));
    expect(state.outputs).toMatchObject({ vm_id: vm?.id, ip: vm?.floating[0] });
    expect(state.outputs['internal_ips']).toEqual(vm?.internal);
    const image = simulator.snapshot().images.find(({ id }) => id === state.outputs['image_id']);
    expect(image?.status).toBe('active');
  });
});

describe('blue-green-swap', () => {
  const ip = demoIds.blueIp;

  test('moves the address to a fresh VM', async () => {
    const run = await runExample('blue-green-swap');
    expect(addressOwner(run, ip)).toBe(run.state.outputs['green_vm']);
  });

  test('does not touch the address while the fresh VM is not well', async () => {
    const run = await runExample('blue-green-swap', {
      faults: [{ action: 'vm/create', nth: 'each', fault: 'error-state' }],
    });
    expect(run.state.status).toBe('undone');
    expect(addressOwner(run, ip)).toBe(demoIds.blueVm);
    expect(run.simulator.requests.some(({ action }) => action === 'vm/floatingip-delete')).toBe(
      false,
    );
  });

  test.each(['cut-before', 'cut-after', 'status-500'] as const)(
    'goes on when one answer is lost (%s): keeping an address can be repeated',
    async (fault) => {
      const faults = [{ action: 'vm/floatingip-delete', nth: 2, fault }];
      const run = await runExample('blue-green-swap', { faults });
      expect(run.state.status).toBe('succeeded');
      expect(addressOwner(run, ip)).toBe(run.state.outputs['green_vm']);
    },
  );

  const several = (action: string, from: number, count: number, fault: Fault['fault']) =>
    Array.from({ length: count }, (_, at) => ({ action, nth: from + at, fault }) as Fault);
  const stages: readonly [string, FaultPlan][] = [
    [
      'attach is refused',
      [1, 2, 3, 4, 5].map((nth) => ({ action: 'vm/floatingip-add', nth, fault: { reject: 'no' } })),
    ],
    ['no answer to detach comes', several('vm/floatingip-delete', 2, 4, 'cut-after')],
    ['detach never gets through', several('vm/floatingip-delete', 2, 4, 'cut-before')],
    ['no answer to attach comes', several('vm/floatingip-add', 1, 5, 'cut-after')],
    ['the address does not show', [{ action: 'vm/iplist', nth: 'each', fault: 'status-500' }]],
  ];

  test.each(stages)('puts the address back when %s', async (_, faults) => {
    const run = await runExample('blue-green-swap', { faults });
    expect(run.state.status).toBe('undone');
    expect(addressOwner(run, ip)).toBe(demoIds.blueVm);
  });
});

describe('nightly-snapshot', () => {
  const vms = [{ vm_id: demoIds.appVm, name: 'app-1' }];

  /** Images of nights before, oldest first, and some that look alike. */
  const seed = {
    images: [
      { id: '501', name: 'nightly app-1 2026-02-26T03:30:00Z' },
      { id: '502', name: 'nightly app-1 2026-02-27T03:30:00Z' },
      { id: '503', name: 'nightly app-1 2026-02-28T03:30:00Z' },
      { id: '601', name: 'nightly app-10 2026-02-20T03:30:00Z' },
      { id: '602', name: 'app-1 by hand' },
      { id: '603', name: 'nightly app-1' },
    ],
  };
  const imageIds = ({ simulator }: SimulatedRun) => simulator.snapshot().images.map(({ id }) => id);

  test('keeps the newest images, the new one included, and deletes the older ones', async () => {
    const run = await runExample('nightly-snapshot', { inputs: { vms, keep: 2 }, seed });
    const [made] = run.state.outputs['made'] as string[];
    expect(run.state.outputs).toEqual({ made: [made], deleted: 2 });
    expect(imageIds(run)).toEqual(expect.arrayContaining([made, '503']));
    expect(imageIds(run)).not.toEqual(expect.arrayContaining(['501']));
    expect(imageIds(run)).not.toEqual(expect.arrayContaining(['502']));
  });

  test('leaves images of other VMs and of other makers alone', async () => {
    const run = await runExample('nightly-snapshot', { inputs: { vms, keep: 1 }, seed });
    expect(run.state.outputs['deleted']).toBe(3);
    expect(imageIds(run)).toEqual(expect.arrayContaining(['601', '602', '603']));
  });

  test('deletes nothing when the new image is killed', async () => {
    const faults = [{ action: 'vm/snapshot', nth: 'each', fault: 'image-killed' } as const];
    const run = await runExample('nightly-snapshot', { inputs: { vms, keep: 1 }, seed, faults });
    expect(run.state.status).toBe('failed');
    expect(run.simulator.requests.some(({ action }) => action === 'image/delete')).toBe(false);
  });
});

describe('rebuild-keep-ip', () => {
  test('has another VM behind the same address', async () => {
    const run = await runExample('rebuild-keep-ip');
    expect(addressOwner(run, demoIds.cacheIp)).toBe(run.state.outputs['vm_id']);
    expect(run.state.outputs['vm_id']).not.toBe(demoIds.cacheVm);
  });
});

describe('resize', () => {
  test('fails, and starts the VM again, when the cloud says yes and does not do it', async () => {
    const run = await runExample('resize', { inputs: { plan_id: 's.half' } });
    expect(run.state.status).toBe('failed');
    const failure = run.events.find((event) => event.type === 'step-failed');
    expect(failure).toMatchObject({ step: 'resize', failure: { kind: 'poll-timeout' } });
    const vm = run.simulator.snapshot().vms.find(({ id }) => id === demoIds.appVm);
    expect(vm).toMatchObject({ status: 'active', plan: 'm.2' });
  });
});

describe('decommission', () => {
  test('deletes the VM and keeps its address', async () => {
    const run = await runExample('decommission');
    const cloud = run.simulator.snapshot();
    expect(cloud.vms.some(({ id }) => id === demoIds.oldVm)).toBe(false);
    expect(cloud.floating.find(({ ip }) => ip === demoIds.oldIp)?.attachedTo).toBeNull();
  });
});
