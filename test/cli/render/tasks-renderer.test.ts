import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { createTasksRenderer } from '../../../src/cli/render/tasks-renderer.ts';
import { beginning, createOutput, createScript, planOf } from './run-rig.ts';

const plan = planOf('steps: [{ id: create, uses: vm/create }]');
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';

/** A run whose first step is at work, shown on a terminal of 80 × 24. */
function open() {
  const output = createOutput({ columns: 80, rows: 24 });
  const renderer = createTasksRenderer(output, { paint: createPaint(false) });
  renderer.begin({ plan, runId: 'r1', now: () => beginning + 5000 });
  const script = createScript((recorded) => renderer.observe(recorded));
  script.start();
  const call = 'act';
  script.at(0, { type: 'call-started', step: 'create', call, action: 'vm/create', attempt: 1 });
  return { output, renderer, script };
}

test('draws the steps while they are at work', async () => {
  const { output, renderer } = open();
  await output.holds('create');
  expect(stripVTControlCharacters(output.text())).toMatch(
    /main {2}5\.0s {2}running 1\n.*create +5\.0s {2}vm\/create/,
  );
  await renderer.end();
});

test('draws again what has changed, without anybody asking', async () => {
  const { output, renderer } = open();
  await output.holds('create');
  renderer.say('press again to leave');
  await output.holds('press again to leave');
  await renderer.end();
  expect(output.text().indexOf('press again')).toBeGreaterThan(output.text().indexOf('create'));
});

describe('at the end', () => {
  test('the tasks give way to the summary', async () => {
    const { output, renderer, script } = open();
    script.at(4000, { type: 'step-succeeded', step: 'create', outputs: { vm_id: 'v1' } });
    script.at(4000, { type: 'run-succeeded', outputs: {} });
    await renderer.end();
    const [, summary] = output.text().split(showCursor);
    expect(summary).toBe(
      [
        '✔ succeeded in 4.0s  main, run r1',
        '',
        '  ✔ create    vm/create    4.0s',
        '',
        'created',
        '  create    vm/create  vm_id v1',
        '',
      ].join('\n'),
    );
  });

  test('the cursor is back, and nothing is drawn any more', async () => {
    const { output, renderer } = open();
    await renderer.end();
    const text = output.text();
    expect(text.lastIndexOf(showCursor)).toBeGreaterThan(text.lastIndexOf(hideCursor));
    renderer.abandon();
    expect(output.text()).toBe(text);
  });
});

describe('a run that is left in the middle', () => {
  test('leaves what was drawn last, and the cursor', async () => {
    const { output, renderer } = open();
    await output.holds('create');
    renderer.abandon();
    const [, left] = output.text().split(showCursor);
    expect(left).toBe('› main  5.0s  running 1\n  › create      5.0s  vm/create\n');
  });

  test('takes nothing of the terminal when it had not begun to draw', async () => {
    const { output, renderer } = open();
    renderer.abandon();
    expect(output.text()).toBe('');
    await renderer.end();
    expect(output.text()).not.toContain('running');
  });
});
