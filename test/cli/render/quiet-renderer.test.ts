import { expect, test } from 'vitest';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { createQuietRenderer } from '../../../src/cli/render/quiet-renderer.ts';
import { planOf, showRun, type Script } from './run-rig.ts';

const plan = planOf('steps: [{ id: a, uses: shell/run }, { id: b, uses: vm/create }]');
const quiet = (tell: Parameters<typeof showRun>[2]) =>
  showRun((output) => createQuietRenderer(output, { paint: createPaint(false) }), plan, tell);

function fail(script: Script, isTolerated = false): void {
  script.at(0, { type: 'call-started', step: 'a', call: 'act', action: 'shell/run', attempt: 1 });
  script.at(2000, {
    type: 'step-failed',
    step: 'a',
    failure: { kind: 'command', message: '`ls` ended with exit code 2', exitCode: 2, signal: null },
    during: { action: 'shell/run', attempt: 1 },
    lastSeen: null,
    isUnsettled: false,
  });
  if (isTolerated) script.at(3000, { type: 'run-succeeded', outputs: {} });
  else script.at(3000, { type: 'run-failed', failed: ['a'], message: null });
}

test('says nothing of a run that succeeded', async () => {
  expect(await quiet((script) => fail(script, true))).toBe('');
});

test('says how a run ended that did not succeed, and what failed', async () => {
  expect(await quiet((script) => fail(script))).toBe(
    [
      '✖ failed after 3.0s  main, run r1',
      '  ✖ a  shell/run',
      '    `ls` ended with exit code 2',
      '',
    ].join('\n'),
  );
});

test('answers the person who asks the run to stop', async () => {
  const text = await quiet((script, renderer) => {
    renderer.say('cancelling');
    script.at(3000, { type: 'run-cancelled', by: 'person' });
  });
  expect(text).toBe('cancelling\n⊘ cancelled after 3.0s  main, run r1\n');
});
