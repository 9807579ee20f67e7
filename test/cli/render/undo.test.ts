import { describe, expect, test } from 'vitest';
import { createLinesRenderer } from '../../../src/cli/render/lines-renderer.ts';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { renderView } from '../../../src/cli/render/run-view.ts';
import { renderSummary } from '../../../src/cli/render/summary.ts';
import { textWidth } from '../../../src/cli/render/text-width.ts';
import type { Failure } from '../../../src/core/run/failure.ts';
import type { Plan } from '../../../src/core/workflow/plan.ts';
import { beginning, planOf, progressOf, showRun, type Script } from './run-rig.ts';

const paint = createPaint(false);
const rejected: Failure = { kind: 'rejected', message: 'the VM is locked' };

const swap = planOf(`
on-failure: undo
steps:
  - { id: key, uses: shell/run }
  - { id: green, uses: vm/create, needs: [key], undo: true }
  - { id: attach, uses: ip/attach, needs: [green], undo: true, with: { ip: 192.0.2.7 } }
  - { id: mail, uses: shell/run, needs: [attach] }
finally:
  - { id: tidy, uses: shell/run }`);

function failed(script: Script, ms: number, step: string, more: object = {}): void {
  script.at(ms, {
    type: 'step-failed',
    step,
    failure: { kind: 'command', message: 'exit code 75', exitCode: 75, signal: null },
    during: null,
    lastSeen: null,
    isUnsettled: false,
    ...more,
  });
}

/** A swap that fails at its last step, until its undo begins. */
function tellFailure(script: Script): void {
  script.succeed(100, 'key');
  script.succeed(1000, 'green', { vm_id: 'v1' });
  script.act(2000, 'attach', { input: { vm_id: 'v1', ip: '192.0.2.7' } });
  script.at(3000, { type: 'step-succeeded', step: 'attach', outputs: {} });
  script.act(3000, 'mail');
  failed(script, 4000, 'mail');
  script.at(4000, { type: 'undo-started', by: 'failure', scope: 'declared' });
}

function detach(script: Script): void {
  script.act(4100, 'attach', { undo: true, input: { vm_id: 'v1', ip: '192.0.2.7' } });
}

function undone(script: Script, ms: number, step: string, more: object = {}): void {
  script.at(ms, { type: 'step-succeeded', step, undo: true, outputs: {}, ...more });
}

function finish(script: Script): void {
  undone(script, 5000, 'attach');
  script.act(5000, 'green', { undo: true, input: { vm_id: 'v1' } });
  undone(script, 7000, 'green');
}

function viewOf(plan: Plan, ms: number, tell: (script: Script) => void, rows = 24): string[] {
  const look = { paint, spinner: '*', notice: null };
  return renderView(progressOf(plan, tell), beginning + ms, { columns: 80, rows }, look);
}

function summaryOf(plan: Plan, tell: (script: Script) => void, columns = Infinity): string[] {
  return renderSummary(progressOf(plan, tell), beginning + 60_000, { paint, columns }).split('\n');
}

/** The lines of a section, without its title. */
function section(lines: readonly string[], title: string): string[] {
  const from = lines.indexOf(title);
  return from === -1 ? [] : lines.slice(from + 1, lines.indexOf('', from));
}

test('the lines tell each step that is taken back, with what takes it back', async () => {
  const text = await showRun(
    (output) => createLinesRenderer(output, { paint }),
    swap,
    (script) => {
      tellFailure(script);
      detach(script);
      finish(script);
      script.at(7000, { type: 'finally-started' });
      script.at(8000, { type: 'run-undone', failed: ['mail'] });
    },
  );
  const [events = ''] = text.split('\n\n');
  expect(events.split('\n').slice(-7)).toEqual([
    '    4.0s  undo begins: 2 to take back',
    '    4.1s  attach    ip/detach  undo started',
    '    5.0s  attach    ip/detach  undone in 900ms',
    '    5.0s  green     vm/delete  undo started',
    '    7.0s  green     vm/delete  undone in 2.0s',
    '    7.0s  the steps of `finally` begin',
    '    8.0s  run undone',
  ]);
});

test('a line says when a step could not be taken back', async () => {
  const text = await showRun(
    (output) => createLinesRenderer(output, { paint }),
    swap,
    (script) => {
      tellFailure(script);
      detach(script);
      const during = { action: 'ip/detach', attempt: 8 };
      failed(script, 9000, 'attach', { undo: true, failure: rejected, during });
      const notUndone = ['attach', 'green'];
      script.at(9000, { type: 'run-needs-operator', unsettled: [], notUndone, failed: ['mail'] });
    },
  );
  const [events = ''] = text.split('\n\n');
  expect(events.split('\n').slice(-2)).toEqual([
    '    9.0s  attach    ip/detach  not undone after 4.9s, on attempt 8: the VM is locked',
    '    9.0s  run needs an operator: not undone attach, green',
  ]);
});

describe('the view of a run that is taken back', () => {
  test('says why, and what is taken back in which order', () => {
    const view = viewOf(swap, 4200, (script) => {
      tellFailure(script);
      detach(script);
    });
    expect(view).toEqual([
      '* main  4.2s  undo: undoing 1 · pending 1',
      '  ✖ mail        1.0s  exit code 75',
      '  taken back, the last first:',
      '  * attach      0.1s  ip/detach',
      '  ○ green             vm/delete',
    ]);
  });

  test('keeps what is undone, and what is not', () => {
    const view = viewOf(swap, 9000, (script) => {
      tellFailure(script);
      detach(script);
      undone(script, 5000, 'attach');
      script.act(5000, 'green', { undo: true });
      failed(script, 8000, 'green', { undo: true, failure: rejected });
    });
    expect(view.slice(0, 1).concat(view.slice(3))).toEqual([
      '* main  9.0s  undo: undone 1 · not undone 1',
      '  ↶ attach     900ms  undone',
      '  ✖ green       3.0s  not undone: the VM is locked',
    ]);
  });

  test('goes on with the steps of `finally`', () => {
    const view = viewOf(swap, 7500, (script) => {
      tellFailure(script);
      detach(script);
      finish(script);
      script.at(7000, { type: 'finally-started' });
      script.act(7000, 'tidy');
    });
    expect(view.at(-1)).toBe('  * tidy        0.5s  shell/run');
  });

  test('leaves out what it does not need when there is no room', () => {
    const fleet = planOf(
      'on-failure: undo\nsteps: [{ id: fleet, uses: vm/create, foreach: "${{ [1] }}", undo: true }]',
    );
    const view = viewOf(
      fleet,
      3000,
      (script) => {
        const keys = Array.from({ length: 40 }, (_, at) => `k${at}`);
        script.at(0, { type: 'loop-started', step: 'fleet', items: keys, keys });
        for (const item of keys.keys()) {
          script.at(0, { type: 'item-started', step: 'fleet', item });
          script.act(0, 'fleet', { item });
          script.at(10, { type: 'step-succeeded', step: 'fleet', item, outputs: {} });
        }
        script.at(1000, { type: 'undo-started', by: 'person', scope: 'declared' });
        for (let item = 39; item >= 28; item -= 1) {
          script.act(1000, 'fleet', { item, undo: true });
          if (item >= 30) undone(script, 2000, 'fleet', { item });
        }
      },
      10,
    );
    expect(view).toEqual([
      '* main  3.0s  undo: undone 10 · undoing 2 · pending 28',
      '  taken back, the last first:',
      '  ↶ 10 undone',
      '  * fleet[k29]    2.0s  vm/delete',
      '  * fleet[k28]    2.0s  vm/delete',
      '  ○ fleet[k27]          vm/delete',
      '  ○ fleet[k26]          vm/delete',
      '  ○ fleet[k25]          vm/delete',
      '  … 25 more to take back',
    ]);
  });
});

describe('the summary of a run that was taken back', () => {
  const lines = summaryOf(swap, (script) => {
    tellFailure(script);
    detach(script);
    finish(script);
    script.succeed(8000, 'tidy');
    script.at(8000, { type: 'run-undone', failed: ['mail'] });
  });

  test('marks the steps that are undone', () => {
    expect(lines.slice(0, 7)).toEqual([
      '↶ undone after 8.0s  main, run r1',
      '',
      '  ✔ key       shell/run     0ms',
      '  ↶ green     vm/create     0ms  undone',
      '  ↶ attach    ip/attach    1.0s  undone',
      '  ✖ mail      shell/run    1.0s',
      '  ✔ tidy      shell/run     0ms',
    ]);
  });

  test('lists what was taken back, in that order, and what nothing takes back', () => {
    expect(section(lines, 'undone')).toEqual([
      '  ↶ attach    ip/detach   900ms  vm_id v1  ip 192.0.2.7',
      '  ↶ green     vm/delete    2.0s  vm_id v1',
    ]);
    expect(section(lines, 'left as it is')).toEqual(['  key       shell/run']);
    expect(lines).not.toContain('created');
  });
});

describe('the summary of a run that could not be taken back', () => {
  const tell = (script: Script) => {
    tellFailure(script);
    detach(script);
    const during = { action: 'ip/detach', attempt: 8 };
    failed(script, 9000, 'attach', { undo: true, failure: rejected, during });
    const notUndone = ['attach', 'green'];
    script.at(9000, { type: 'run-needs-operator', unsettled: [], notUndone, failed: ['mail'] });
  };

  test('lists every action that remains with its parameters, why, and how to try again', () => {
    const lines = summaryOf(swap, tell);
    expect(lines[0]).toBe('✖ needs an operator after 9.0s  main, run r1');
    expect(section(lines, 'not undone')).toEqual([
      '  ✖ attach  ip/detach, attempt 8 of 8',
      '      vm_id  v1',
      '      ip     192.0.2.7',
      '    the VM is locked',
      '  ○ green  vm/delete',
      '      vm_id  v1',
      '    not tried, because "attach" is not undone',
      '    do it by hand, or try all of it again with:',
      '      perilune undo r1',
    ]);
  });

  test('is told anew when it is tried again: what was undone stays so', () => {
    const view = viewOf(swap, 20_000, (script) => {
      tellFailure(script);
      detach(script);
      undone(script, 5000, 'attach');
      failed(script, 9000, 'green', { undo: true, failure: rejected });
      const notUndone = ['green'];
      script.at(9000, { type: 'run-needs-operator', unsettled: [], notUndone, failed: ['mail'] });
      script.at(19_000, { type: 'undo-started', by: 'person', scope: 'declared' });
      script.act(19_000, 'green', { undo: true });
    });
    expect(view[0]).toBe('* main  20.0s  undo: undone 1 · undoing 1');
  });

  test('shows an expression that cannot be computed here as it is', () => {
    const plan = planOf(`
inputs: { vm: { type: string, default: v9 } }
on-failure: undo
steps:
  - id: a
    uses: ip/attach
    undo: { uses: ip/detach, with: { vm_id: "\${{ inputs.vm }}", note: "\${{ env.NOTE }}" } }
  - { id: b, uses: ip/attach, needs: [a], undo: true }
env: { NOTE: x }`);
    const lines = summaryOf(plan, (script) => {
      script.succeed(0, 'a');
      script.succeed(0, 'b');
      script.at(0, { type: 'undo-started', by: 'person', scope: 'declared' });
      failed(script, 0, 'b', { undo: true });
      script.at(0, { type: 'run-needs-operator', unsettled: [], notUndone: ['a'], failed: [] });
    });
    const notUndone = section(lines, 'not undone');
    expect(notUndone).toContain('      vm_id  ${{ inputs.vm }}');
    expect(notUndone).toContain('      note   ${{ env.NOTE }}');
  });
});

describe('a sub-run that is taken back', () => {
  const plan = planOf(
    `
on-failure: undo
steps:
  - { id: deploy, uses: workflow/run, undo: true, with: { file: child.yaml } }
  - { id: check, uses: shell/run, needs: [deploy] }`,
    'steps: [{ id: fleet, uses: vm/create, undo: true, foreach: "${{ [1] }}" }]',
  );
  const sub = 'r1-deploy';
  const tell = (script: Script) => {
    script.act(0, 'deploy');
    script.startChild(0, sub, 'deploy');
    script.at(0, { type: 'loop-started', step: 'fleet', items: [1], keys: ['a'] }, sub);
    script.act(0, 'fleet', { item: 0 }, sub);
    const made = { type: 'step-succeeded', step: 'fleet' } as const;
    script.at(100, { ...made, item: 0, outputs: { vm_id: 'v1' } }, sub);
    script.at(100, { ...made, outputs: [{ vm_id: 'v1' }] }, sub);
    script.at(100, { type: 'run-succeeded', outputs: {} }, sub);
    script.at(100, { type: 'step-succeeded', step: 'deploy', outputs: {} });
    script.act(100, 'check');
    failed(script, 200, 'check');
    script.at(200, { type: 'undo-started', by: 'failure', scope: 'declared' });
    script.act(300, 'deploy', { undo: true, input: { file: 'child.yaml' } });
    script.at(300, { type: 'undo-started', by: 'person', scope: 'declared' }, sub);
    script.act(300, 'fleet', { undo: true, item: 0, input: { vm_id: 'v1' } }, sub);
  };

  test('stands under the step that it is', () => {
    expect(viewOf(plan, 1300, tell)).toEqual([
      '* main  1.3s  undo: undoing 1',
      '  ✖ check                 100ms  exit code 75',
      '  taken back, the last first:',
      '  * deploy                 1.0s  0/1 undone',
      '    * deploy › fleet[a]    1.0s  vm/delete',
    ]);
  });

  test('is told with all that was taken back in it', () => {
    const lines = summaryOf(plan, (script) => {
      tell(script);
      script.at(
        1000,
        { type: 'step-succeeded', step: 'fleet', item: 0, undo: true, outputs: {} },
        sub,
      );
      script.at(1000, { type: 'run-undone', failed: [] }, sub);
      undone(script, 1000, 'deploy');
      script.at(1000, { type: 'run-undone', failed: ['check'] });
    });
    expect(lines.slice(2, 5)).toEqual([
      '  ↶ deploy            workflow/run   100ms  undone',
      '    ↶ deploy › fleet  vm/create      100ms  1 item, 1 undone',
      '  ✖ check             shell/run      100ms',
    ]);
    expect(section(lines, 'undone')).toEqual([
      '  ↶ deploy             workflow/undo   700ms  file child.yaml',
      '  ↶ deploy › fleet[a]  vm/delete       700ms  vm_id v1',
    ]);
    expect(lines).not.toContain('left as it is');
  });
});

describe('what is unsettled', () => {
  const create = planOf('steps: [{ id: green, uses: vm/create }]');
  const ids = ['8c1d7f7e-91a2-4c7e-9d34-2f61b0a7c301', '9a02b1c4-55d0-4b2f-8c66-0e1f5d9b7a12'];
  const unsettle = (candidates: readonly { readonly [name: string]: string }[]) => {
    return (script: Script) => {
      script.act(0, 'green');
      const unsettled = { type: 'step-unsettled', step: 'green', action: 'vm/create' } as const;
      script.at(9000, { ...unsettled, reason: 'the connection broke', candidates });
      const ended = { unsettled: ['green'], notUndone: [], failed: [] };
      script.at(9000, { type: 'run-needs-operator', ...ended });
    };
  };
  const two = ids.map((vm_id, at) => ({ vm_id, hostname: 'web', ip: at === 0 ? '192.0.2.1' : '' }));

  test('stands side by side with the commands of which one is right', () => {
    const lines = summaryOf(create, unsettle(two), 80);
    expect(lines[2]).toBe('  ? green     vm/create    9.0s  unsettled');
    expect(section(lines, 'unsettled')).toEqual([
      '  ? green  vm/create',
      '    the connection broke',
      '      vm_id                                 hostname  ip',
      '      8c1d7f7e-91a2-4c7e-9d34-2f61b0a7c301  web       192.0.2.1',
      '      9a02b1c4-55d0-4b2f-8c66-0e1f5d9b7a12  web       -',
      '    which one is it? say so, and the run goes on by itself (--none: it did not',
      '    happen, and is done again):',
      `      perilune settle r1 green --as ${ids[0]}`,
      `      perilune settle r1 green --as ${ids[1]}`,
      '      perilune settle r1 green --none',
    ]);
  });

  test('keeps every id whole where there is no room for columns', () => {
    const lines = section(summaryOf(create, unsettle(two), 50), 'unsettled');
    expect(lines.slice(2, 8)).toEqual([
      `      ${ids[0]}`,
      '        hostname  web',
      '        ip        192.0.2.1',
      `      ${ids[1]}`,
      '        hostname  web',
      '        ip        -',
    ]);
  });

  test('says where to look when nothing can be seen', () => {
    expect(section(summaryOf(create, unsettle([])), 'unsettled').slice(-3)).toEqual([
      '    did it happen? look at cloud for it, say so, and the run goes on by itself (--none: it did not happen, and is done again):',
      '      perilune settle r1 green --as VM_ID',
      '      perilune settle r1 green --none',
    ]);
  });

  test('of an action without an id is settled by what it would have answered', () => {
    const plan = planOf('steps: [{ id: green, uses: shell/run }]');
    expect(section(summaryOf(plan, unsettle([])), 'unsettled').at(-2)).toBe(
      `      perilune settle r1 green --outputs '{}'`,
    );
  });

  test('is settled in the run that has it, by a name that a shell takes', () => {
    const plan = planOf(
      'steps: [{ id: deploy, uses: workflow/run, with: { file: child.yaml } }]',
      'steps: [{ id: fleet, uses: vm/create, foreach: "${{ [1] }}" }]',
    );
    const lines = summaryOf(plan, (script) => {
      script.act(0, 'deploy');
      script.startChild(0, 'r1-deploy', 'deploy');
      const sub = 'r1-deploy';
      script.at(0, { type: 'loop-started', step: 'fleet', items: [1], keys: ['web 1'] }, sub);
      script.act(0, 'fleet', { item: 0 }, sub);
      const unsettled = { type: 'step-unsettled', step: 'fleet', item: 0 } as const;
      const why = { action: 'vm/create', reason: 'cut', candidates: [{ vm_id: 'v1' }] };
      script.at(1, { ...unsettled, ...why }, sub);
      const ended = { type: 'run-needs-operator', notUndone: [] } as const;
      script.at(1, { ...ended, unsettled: ['fleet[web 1]'], failed: [] }, sub);
      const failure = { kind: 'child-run', message: 'stuck', run: sub } as const;
      failed(script, 1, 'deploy', { failure, isUnsettled: true });
      script.at(1, { ...ended, unsettled: ['deploy'], failed: ['deploy'] });
    });
    expect(section(lines, 'failed')).toEqual([]);
    expect(section(lines, 'unsettled').slice(-3)).toEqual([
      '    is it this one? say so, and the run r1-deploy goes on by itself (--none: it did not happen, and is done again):',
      `      perilune settle r1-deploy 'fleet[web 1]' --as v1`,
      `      perilune settle r1-deploy 'fleet[web 1]' --none`,
    ]);
  });

  test('holds up what it needs', () => {
    const plan = planOf(`
on-failure: undo
steps:
  - { id: first, uses: vm/create, undo: true }
  - { id: green, uses: vm/create, needs: [first], undo: true }`);
    const lines = summaryOf(plan, (script) => {
      script.succeed(0, 'first', { vm_id: 'v1' });
      unsettle([])(script);
      script.at(9000, { type: 'undo-started', by: 'failure', scope: 'declared' });
      const ended = { unsettled: ['green'], notUndone: ['green', 'first'], failed: [] };
      script.at(9000, { type: 'run-needs-operator', ...ended });
    });
    // The step would not be done again: what it made is taken back, if it made anything.
    expect(section(lines, 'unsettled').at(4)).toBe(
      '    did it happen? look at cloud for it, say so, and the run goes on by itself (--none: it did not happen):',
    );
    expect(section(lines, 'not undone').slice(0, 3)).toEqual([
      '  ○ first  vm/delete',
      '      vm_id  v1',
      '    not tried, because "green" is unsettled',
    ]);
  });

  test('is told while the run goes on, and that nothing new is started', () => {
    const plan = planOf('steps: [{ id: green, uses: vm/create }, { id: b, uses: shell/run }]');
    const view = viewOf(plan, 10_000, (script) => {
      script.act(0, 'green');
      script.act(0, 'b');
      const why = { action: 'vm/create', reason: 'the connection broke', candidates: [] };
      script.at(9000, { type: 'step-unsettled', step: 'green', ...why });
    });
    expect(view).toEqual([
      '* main  10.0s  unsettled 1 · running 1',
      '  unsettled: "green"; nothing new is started',
      '  ? green       9.0s  unsettled: the connection broke',
      '  * b          10.0s  shell/run',
    ]);
  });
});

test('a question stands above everything else, with the command that answers it', () => {
  const plan = planOf('steps: [{ id: ask, uses: approve/ask }, { id: b, uses: shell/run }]');
  const view = viewOf(plan, 1000, (script) => {
    const message = `${'shall the address go over now '.repeat(3)}?`;
    script.act(0, 'ask', { action: 'approve/ask', input: { message } });
    script.act(0, 'b');
  });
  expect(Math.max(...view.map(textWidth))).toBeLessThanOrEqual(80);
  expect(view.slice(1)).toEqual([
    '  "ask" asks: shall the address go over now shall the address go over now shall',
    '  the address go over now ?',
    '    perilune approve r1 ask (or with --reject)',
    '  * ask         1.0s  waits for an answer',
    '  * b           1.0s  shell/run',
  ]);
});

test('the notes of a summary stand as they are', () => {
  const progress = progressOf(swap, (script) => {
    script.at(1000, { type: 'run-succeeded', outputs: {} });
  });
  const text = renderSummary(progress, beginning, { paint, columns: 80 }, ['192.0.2.7: 3.2s']);
  expect(text.endsWith('\n\n192.0.2.7: 3.2s\n')).toBe(true);
});
