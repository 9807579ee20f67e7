import type { ActionSpec } from '../../../src/core/action-spec.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import type { CallStarted, RunEvent, RunInfo } from '../../../src/core/run/event.ts';
import { createCatalogue } from '../../../src/core/workflow/catalogue.ts';
import { createPlan, type Plan } from '../../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import { RunProgress } from '../../../src/cli/render/run-progress.ts';
import type { RunRenderer } from '../../../src/cli/render/run-renderer.ts';
import type { RecordedEvent } from '../../../src/engine/journal.ts';
import type { Output } from '../../../src/cli/context.ts';

const base: ActionSpec = {
  name: '',
  provider: 'builtin',
  summary: '',
  notes: [],
  class: 'read',
  input: { type: 'object', properties: {}, additionalProperties: true },
  output: { type: 'object', properties: {}, additionalProperties: true },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

const info: ActionSpec = {
  ...base,
  name: 'vm/info',
  provider: 'cloud',
  output: {
    type: 'object',
    properties: {
      info: {
        type: 'object',
        properties: { status_raw: { type: 'string' }, ip: { type: 'string' } },
      },
    },
  },
};

const create: ActionSpec = {
  ...base,
  name: 'vm/create',
  provider: 'cloud',
  class: 'create',
  output: { type: 'object', properties: { vm_id: { type: 'string' } } },
  waits: {
    active: {
      summary: 'it runs',
      uses: 'vm/info',
      with: { vm_id: 'outputs.vm_id' },
      until: 'outputs.info.status_raw == "active"',
      promote: { ip: 'info.ip' },
      poll: { everyMs: 5000, maxEveryMs: 20_000, timeoutMs: 300_000 },
    },
  },
  settle: {
    kind: 'find',
    summary: 'a VM of this name',
    looks: [{ uses: 'vm/info', with: {}, found: '[]' }],
    id: 'vm_id',
    quietMs: 180_000,
    everyMs: 15_000,
  },
  undo: { summary: 'Delete the VM', uses: 'vm/delete', with: { vm_id: 'outputs.vm_id' } },
};

/** An address is put on a VM, and taken off it again. */
const attach: ActionSpec = {
  ...base,
  name: 'ip/attach',
  provider: 'cloud',
  class: 'convergent',
  undo: {
    summary: 'Take the address off',
    uses: 'ip/detach',
    with: { vm_id: 'input.vm_id', ip: 'input.ip' },
  },
};

const catalogue = createCatalogue([
  info,
  create,
  attach,
  { ...base, name: 'ip/detach', provider: 'cloud', class: 'convergent' },
  { ...base, name: 'approve/ask' },
  { ...base, name: 'vm/delete', provider: 'cloud', class: 'destroy' },
  { ...base, name: 'vm/reboot', provider: 'cloud', class: 'toggle' },
  {
    ...base,
    name: 'http/request',
    output: { type: 'object', properties: { status: { type: 'integer' } } },
  },
  { ...base, name: 'shell/run', class: 'toggle' },
  { ...base, name: 'workflow/undo', class: 'convergent' },
  {
    ...base,
    name: 'workflow/run',
    class: 'toggle',
    undo: { summary: 'Take it back', uses: 'workflow/undo', with: { file: 'input.file' } },
    input: {
      type: 'object',
      properties: { file: { type: 'string' } },
      required: ['file'],
      additionalProperties: true,
    },
  },
]);

/** The plan of a workflow given as YAML; `child` is what every `workflow/run` of it runs. */
export function planOf(steps: string, child = ''): Plan {
  const source = createSourceFile('main.yaml', `name: main\n${steps}`);
  const { workflow, diagnostics } = readWorkflow(source, {
    catalogue,
    readFile: () => createSourceFile('child.yaml', `name: child\n${child}`),
  });
  if (workflow === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const result = createPlan(workflow, {}, () => 'hash');
  if (!result.ok) throw new Error('the plan needs inputs');
  return result.plan;
}

/** When every run of these tests begins: 2026-01-31T10:00:00Z. */
export const beginning = Date.UTC(2026, 0, 31, 10);

/** An event without its moment. */
export type Fact = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'at'> : never) : never;

/** Writes a journal by hand: `script.at(1500, { type: … })` is an event 1.5s after the beginning. */
export function createScript(hear: (recorded: RecordedEvent) => unknown) {
  const sequences = new Map<string, number>();
  return {
    at(ms: number, fact: Fact, run = 'r1') {
      const sequence = (sequences.get(run) ?? 0) + 1;
      sequences.set(run, sequence);
      hear({ run, sequence, event: { ...fact, at: beginning + ms } });
    },
    start(inputs: RunInfo['inputs'] = {}) {
      const run = { ...runInfo('r1', 'main', null), inputs };
      this.at(0, { type: 'run-started', run });
    },
    startChild(ms: number, id: string, step: string) {
      const run = runInfo(id, 'child', { run: 'r1', step });
      this.at(ms, { type: 'run-started', run }, id);
    },
    /** A step begins: its act leaves. */
    act(ms: number, step: string, more: Partial<CallStarted> = {}, run = 'r1') {
      const call = { call: 'act', action: 'x', attempt: 1 } as const;
      this.at(ms, { type: 'call-started', step, ...call, ...more }, run);
    },
    /** A step does what it is for, at once. */
    succeed(ms: number, step: string, outputs = {}, run = 'r1') {
      this.act(ms, step, {}, run);
      this.at(ms, { type: 'step-succeeded', step, outputs }, run);
    },
  };
}

export type Script = ReturnType<typeof createScript>;

function runInfo(id: string, workflow: string, parent: RunInfo['parent']): RunInfo {
  return {
    id,
    workflow,
    file: `${workflow}.yaml`,
    planHash: 'hash',
    inputs: {},
    startedAt: beginning,
    scheduledAt: null,
    parent,
  };
}

/** What is known after the events that `tell` writes. */
export function progressOf(plan: Plan, tell: (script: Script) => void): RunProgress {
  const progress = new RunProgress(plan, 'r1');
  const script = createScript((recorded) => progress.observe(recorded));
  script.start();
  tell(script);
  return progress;
}

/** All that a renderer writes of a run whose events `tell` writes. */
export async function showRun(
  create: (output: Output) => RunRenderer,
  plan: Plan,
  tell: (script: Script, renderer: RunRenderer) => void,
): Promise<string> {
  const output = createOutput();
  const renderer = create(output);
  renderer.begin({ plan, runId: 'r1', now: () => beginning + 60_000 });
  const script = createScript((recorded) => renderer.observe(recorded));
  script.start();
  tell(script, renderer);
  await renderer.end();
  return output.text();
}

export interface FakeOutput extends Output {
  /** All that was written. */
  text(): string;
  /** Resolves when what was written holds this. */
  holds(part: string): Promise<void>;
}

export function createOutput(terminal?: { columns: number; rows: number }): FakeOutput {
  let text = '';
  const waiting: { part: string; resolve: () => void }[] = [];
  return {
    write(more) {
      text += more;
      for (const { part, resolve } of waiting) if (text.includes(part)) resolve();
    },
    isTerminal: terminal !== undefined,
    columns: terminal?.columns ?? 80,
    rows: terminal?.rows ?? 24,
    text: () => text,
    holds(part) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (text.includes(part)) resolve();
      else waiting.push({ part, resolve });
      return promise;
    },
  };
}
