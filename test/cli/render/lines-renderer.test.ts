import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/core/workflow/plan.ts';
import { createLinesRenderer } from '../../../src/cli/render/lines-renderer.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { beginning, planOf, showRun, type Script } from './run-rig.ts';

const vmId = '8c1d7f7e';
const create = planOf('steps: [{ id: create, uses: vm/create, await: active }]');
const ask = planOf('steps: [{ id: ask, uses: http/request, until: outputs.status == 200 }]');

/** The lines of a run before its summary, without the first one. */
async function linesOf(plan: Plan, tell: (script: Script) => void): Promise<string[]> {
  const paint = createPaint(false);
  const text = await showRun((output) => createLinesRenderer(output, { paint }), plan, tell);
  const [events = ''] = text.split('\n\n');
  return events.split('\n').slice(1);
}

function call(step: string, action: string, kind: 'act' | 'look' = 'act', attempt = 1) {
  return { type: 'call-started', step, call: kind, action, attempt } as const;
}

test('a step that creates and waits says what it created, and how that changes', async () => {
  const lines = await linesOf(create, (script) => {
    const look = (ms: number, status: string) => {
      script.at(ms, call('create', 'vm/info', 'look'));
      const seen = { 'info.status_raw': `"${status}"` };
      script.at(ms + 100, { type: 'observed', step: 'create', seen, nextAt: 0 });
    };
    script.at(400, call('create', 'vm/create'));
    const outputs = { vm_id: vmId };
    script.at(900, { type: 'action-answered', step: 'create', outputs, nextAt: 0 });
    look(5000, 'build');
    look(10_000, 'build');
    look(15_000, 'spawning');
    script.at(20_000, call('create', 'vm/info', 'look'));
    script.at(20_100, {
      type: 'step-succeeded',
      step: 'create',
      outputs: { vm_id: vmId, info: { status_raw: 'active' } },
    });
    script.at(20_100, { type: 'run-succeeded', outputs: {} });
  });
  expect(lines).toEqual([
    '    0.4s  create    vm/create  started',
    '    0.9s  create    vm/create  answered: vm_id 8c1d7f7e, waits for "active"',
    '    5.1s  create    vm/create  status_raw is build',
    '   15.1s  create    vm/create  build → spawning',
    '   20.1s  create    vm/create  succeeded in 20s (spawning → active)',
    '   20.1s  run succeeded',
  ]);
});

test('what was seen of several values names those that changed', async () => {
  const lines = await linesOf(ask, (script) => {
    script.at(0, call('ask', 'http/request', 'look'));
    const see = (ms: number, status: string, body: string) =>
      script.at(ms, { type: 'observed', step: 'ask', seen: { status, body }, nextAt: 0 });
    see(100, '502', '""');
    see(200, '502', '"starting"');
    see(300, '503', '"starting"');
  });
  expect(lines.slice(1)).toEqual([
    '    0.1s  ask       http/request  status 502, body ""',
    '    0.2s  ask       http/request  body "" → starting',
    '    0.3s  ask       http/request  status 502 → 503',
  ]);
});

test('a call that is made again says when, and why', async () => {
  const lines = await linesOf(ask, (script) => {
    const failure = { kind: 'refused', message: 'no connection\nto 192.0.2.1' } as const;
    script.at(0, call('ask', 'http/request', 'look'));
    script.at(100, { type: 'call-failed', step: 'ask', failure, retryAt: beginning + 2100 });
    script.at(2100, call('ask', 'http/request', 'look', 2));
    script.at(2200, { type: 'step-succeeded', step: 'ask', outputs: { status: 200 } });
  });
  expect(lines).toEqual([
    '    0.0s  ask       http/request  started',
    '    0.1s  ask       http/request  attempt 1 failed: no connection to 192.0.2.1; attempt 2 of 4 in 2.0s',
    '    2.2s  ask       http/request  succeeded in 2.2s',
  ]);
});

test('a look that fails names the action that looks', async () => {
  const lines = await linesOf(create, (script) => {
    const failure = { kind: 'throttled', message: 'slow down', retryAfterMs: 9000 } as const;
    script.at(0, call('create', 'vm/create'));
    script.at(100, { type: 'action-answered', step: 'create', outputs: {}, nextAt: 0 });
    script.at(5000, call('create', 'vm/info', 'look'));
    script.at(5100, { type: 'call-failed', step: 'create', failure, retryAt: beginning + 14_100 });
  });
  expect(lines.slice(1)).toEqual([
    '    0.1s  create    vm/create  answered: waits for "active"',
    '    5.1s  create    vm/create  attempt 1 of vm/info failed: slow down; attempt 2 of 4 in 9.0s',
  ]);
});

describe('a step that failed', () => {
  const failed = {
    type: 'step-failed',
    step: 'create',
    failure: { kind: 'cut', message: 'the connection broke' },
    during: { action: 'vm/create', attempt: 1 },
    lastSeen: null,
    isUnsettled: false,
  } as const;

  test('says after how many attempts', async () => {
    const lines = await linesOf(create, (script) => {
      script.at(0, call('create', 'vm/create'));
      script.at(3000, { ...failed, during: { action: 'vm/create', attempt: 3 } });
      script.at(3000, { type: 'run-failed', failed: ['create'], message: null });
    });
    expect(lines.slice(1)).toEqual([
      '    3.0s  create    vm/create  failed after 3.0s, on attempt 3: the connection broke',
      '    3.0s  run failed: create',
    ]);
  });

  test('says when nobody knows whether it took effect', async () => {
    const lines = await linesOf(create, (script) => {
      script.at(0, call('create', 'vm/create'));
      script.at(3000, { ...failed, isUnsettled: true });
    });
    expect(lines[1]).toBe(
      '    3.0s  create    vm/create  failed after 3.0s: the connection broke; not known whether it took effect',
    );
  });

  test('says when the run goes on without it', async () => {
    const plan = planOf('steps: [{ id: create, uses: vm/create, continue-on-error: true }]');
    const lines = await linesOf(plan, (script) => {
      script.at(0, call('create', 'vm/create'));
      script.at(3000, failed);
    });
    expect(lines[1]).toBe(
      '    3.0s  create    vm/create  failed after 3.0s: the connection broke; the run goes on',
    );
  });
});

test.each([
  [{ kind: 'condition', condition: 'inputs.count > 1' }, '`inputs.count > 1` is not true'],
  [{ kind: 'need', need: 'first' }, '"first" did not succeed'],
  [{ kind: 'stopping', failed: 'other' }, 'the run is stopping, because "other" failed'],
  [{ kind: 'cancelled' }, 'the run was cancelled'],
] as const)('a step that is skipped says why: %j', async (because, words) => {
  const lines = await linesOf(ask, (script) => {
    script.at(0, { type: 'step-skipped', step: 'ask', because });
  });
  expect(lines).toEqual([`    0.0s  ask       http/request  skipped: ${words}`]);
});

test('the items of a loop are named by their keys', async () => {
  const plan = planOf('steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1, 2] }}" }]');
  const lines = await linesOf(plan, (script) => {
    script.at(0, { type: 'loop-started', step: 'fleet', items: [1, 2], keys: ['web-1', 'web-2'] });
    script.at(0, { type: 'item-started', step: 'fleet', item: 1 });
    script.at(0, { ...call('fleet', 'vm/create'), item: 1 });
    script.at(800, { type: 'step-succeeded', step: 'fleet', item: 1, outputs: { vm_id: vmId } });
    script.at(900, { type: 'step-succeeded', step: 'fleet', outputs: [null, {}] });
  });
  expect(lines).toEqual([
    '    0.0s  fleet     vm/create  started: 2 items',
    '    0.0s  fleet[web-2]  vm/create  started',
    '    0.8s  fleet[web-2]  vm/create  succeeded in 800ms (vm_id 8c1d7f7e)',
    '    0.9s  fleet     vm/create  succeeded in 900ms (2 items)',
  ]);
});

test('the steps of a sub-run are told under the name of their step, and only they', async () => {
  const plan = planOf(
    'steps: [{ id: deploy, uses: workflow/run, with: { file: child.yaml } }]',
    'steps: [{ id: check, uses: shell/run }]',
  );
  const lines = await linesOf(plan, (script) => {
    script.at(0, call('deploy', 'workflow/run'));
    script.startChild(0, 'c1', 'deploy');
    script.at(0, call('check', 'shell/run'), 'c1');
    script.at(500, { type: 'step-succeeded', step: 'check', outputs: {} }, 'c1');
    script.at(500, { type: 'run-succeeded', outputs: {} }, 'c1');
    script.at(500, { type: 'step-succeeded', step: 'deploy', outputs: {} });
  });
  expect(lines).toEqual([
    '    0.0s  deploy          workflow/run  started',
    '    0.0s  deploy › check  shell/run     started',
    '    0.5s  deploy › check  shell/run     succeeded in 500ms',
    '    0.5s  deploy          workflow/run  succeeded in 500ms',
  ]);
});

test('a cancelled run says so, and what becomes of its steps', async () => {
  const lines = await linesOf(create, (script) => {
    script.at(0, call('create', 'vm/create'));
    script.at(61_000, { type: 'cancel-requested', by: 'timeout' });
    script.at(61_500, { type: 'step-cancelled', step: 'create' });
    script.at(61_500, { type: 'finally-started' });
    script.at(3_661_500, { type: 'run-cancelled', by: 'timeout' });
  });
  expect(lines.slice(1)).toEqual([
    '   1m01s  the time of the run is up: it is cancelled',
    '   1m01s  create    vm/create  cancelled after 1m02s',
    '   1m01s  the steps of `finally` begin',
    '1h01m01s  run cancelled',
  ]);
});

test('the first line names the run, and the summary follows a blank line', async () => {
  const paint = createPaint(false);
  const text = await showRun(
    (output) => createLinesRenderer(output, { paint }),
    ask,
    (script, renderer) => {
      renderer.say('press again to leave');
      script.at(1000, {
        type: 'run-failed',
        failed: ['a', 'b', 'c', 'd', 'e', 'f'],
        message: null,
      });
    },
  );
  expect(text.split('\n').slice(0, 5)).toEqual([
    '    0.0s  run r1 of main started: 1 step',
    '   1m00s  press again to leave',
    '    1.0s  run failed: a, b, c, d, e and 1 more',
    '',
    '✖ failed after 1.0s  main, run r1',
  ]);
});

test('colours mark the parts of a line without changing what it says', async () => {
  const paint = createPaint(true);
  const text = await showRun(
    (output) => createLinesRenderer(output, { paint }),
    ask,
    (script) => script.at(0, call('ask', 'http/request', 'look')),
  );
  const dim = (part: string) => `\u001b[2m${part}\u001b[22m`;
  expect(text.split('\n')[1]).toBe(`${dim('    0.0s  ')}ask       ${dim('http/request')}  started`);
});
