import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { labelOf } from '../../core/run/place.ts';
import {
  loopOf,
  taskAt,
  type Address,
  type RunState,
  type WorkState,
} from '../../core/run/state.ts';
import type { Journal, RunSummary } from '../../engine/journal.ts';
import { CommandFailed, UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { codeOf, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { goOnWith } from '../go-on-with.ts';
import { foldRun } from '../history/fold-run.ts';
import { infoOf, readHistory } from '../history/read-history.ts';
import { standingWords } from '../history/standing.ts';
import { openStoredRun } from '../stored-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune settle RUN STEP`: a person says what became of an act, and the run goes on. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const [name = '', step = ''] = given.operands;
  const answer = readAnswer(given);
  return withJournal(context, async (journal) => {
    const summary = await findRun(journal, name);
    const history = await readHistory(journal, summary);
    const { plan } = await openStoredRun(journal, summary, infoOf(history));
    const state = foldRun(plan, summary.info, history.clear);
    const found = findUnsettled(state, step, standingWords(summary));
    const how = { kind: 'settle', step, outputs: outputsOf(answer, found) } as const;
    const end = await goOnWith({ journal, summary, how, given, context });
    if (summary.info.parent !== null && end.status !== 'needs-operator') {
      const root = await rootOf(journal, summary);
      context.stderr.write(`the run that it is a part of can go on: perilune resume ${root}\n`);
    }
    return codeOf(end.status);
  });
}

/** Id of the run that a sub-run belongs to in the end. */
async function rootOf(journal: Journal, { info }: RunSummary): Promise<string> {
  if (info.parent === null) return info.id;
  const outer = await journal.find(info.parent.run);
  return outer === null ? info.parent.run : rootOf(journal, outer);
}

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'as'; readonly id: string }
  | { readonly kind: 'outputs'; readonly outputs: JsonObject };

/** @throws {UsageError} */
function readAnswer(given: Given): Answer {
  const ways = ['as', 'none', 'outputs'].filter((flag) => given.has(flag));
  if (ways.length !== 1) {
    throw new UsageError(
      ways.length === 0
        ? 'perilune settle needs one of --as ID, --none and --outputs JSON'
        : `only one of ${ways.map((flag) => `--${flag}`).join(' and ')} can be true`,
      '--as: it made the thing with this id; --none: it did nothing, and is done again',
    );
  }
  if (given.has('none')) return { kind: 'none' };
  const id = given.value('as');
  if (id !== undefined) return { kind: 'as', id };
  return { kind: 'outputs', outputs: parseOutputs(given.value('outputs') ?? '') };
}

function parseOutputs(text: string): JsonObject {
  let value: Json = null;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    // Said below.
  }
  if (isJsonObject(value)) return value;
  throw new UsageError('--outputs has to be a JSON object', `such as --outputs '{"vm_id": "…"}'`);
}

interface Unsettled {
  readonly state: Extract<WorkState, { status: 'unsettled' }>;
  /** The output by which things of this kind are told apart. */
  readonly idField: string | null;
}

/** @throws {CommandFailed} */
function findUnsettled(state: RunState, step: string, standing: string): Unsettled {
  const open: string[] = [];
  for (const { address, work } of unsettledIn(state)) {
    const label = labelOf(state, address);
    open.push(label);
    if (label === step) return { state: work, idField: idFieldAt(state, address) };
  }
  const { id } = state.context.run;
  throw new CommandFailed(
    `the run ${id} has nothing to settle of a step "${step}"`,
    open.length === 0
      ? `its status is ${standing}: see perilune show ${id}`
      : `but: ${open.join(', ')}`,
  );
}

function* unsettledIn(state: RunState) {
  for (const { index } of state.context.plan.workflow.steps) {
    const found = state.steps.get(index);
    if (found.status === 'unsettled') yield { address: { step: index, item: null }, work: found };
    let item = 0;
    for (const work of loopOf(found)?.works ?? []) {
      if (work.status === 'unsettled') yield { address: { step: index, item }, work };
      item += 1;
    }
  }
}

function idFieldAt(state: RunState, address: Address): string | null {
  const { settle, action } = taskAt(state, address);
  if (settle?.kind === 'find') return settle.spec.id;
  const names = Object.keys(action.output.properties ?? {});
  return names.find((name) => name === 'id' || name.endsWith('_id')) ?? null;
}

/** What the act would have answered; `null` when it did not happen. @throws {UsageError} */
function outputsOf(answer: Answer, { state, idField }: Unsettled): JsonObject | null {
  if (answer.kind === 'none') return null;
  if (answer.kind === 'outputs') return answer.outputs;
  if (idField === null) {
    throw new UsageError(
      'what this action answers has no id',
      `if it happened, say what it answered: --outputs '{}'`,
    );
  }
  const { id } = answer;
  return state.candidates.find((each) => idText(each[idField]) === id) ?? { [idField]: id };
}

/** Some ids are numbers; on a command line all are text. */
function idText(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
