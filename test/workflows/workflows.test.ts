import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { example, runSimulated, workflowsFolder, type SimulatedRun } from './simulated-run.ts';

const names = readdirSync(workflowsFolder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

function runExample(name: string): Promise<SimulatedRun> {
  const { text, inputs } = example(name);
  return runSimulated(text, { inputs: () => inputs });
}

describe('every workflow succeeds against the simulated cloud', () => {
  test.each(names)('%s', async (name) => {
    const { state, events } = await runExample(name);
    const failed = events.filter((event) => event.type === 'step-failed');
    expect({ failed, status: state.status }).toEqual({ failed: [], status: 'succeeded' });
  });
});
