import type { Journal, RunSummary } from '../../engine/journal.ts';
import { CommandFailed, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { withSubRuns } from '../history/read-history.ts';
import { isAtWork } from '../history/standing.ts';
import { stepRecords, type StepRecord } from '../history/step-records.ts';
import { plainLine } from '../render/plain-text.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune approve RUN STEP`: answers a step that asks, of the run or of a sub-run of it. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const [name = '', step = ''] = given.operands;
  return withJournal(context, async (journal) => {
    const root = await findRun(journal, name);
    const { summary, record } = await findQuestion(journal, root, step);
    const isApproved = !given.has('reject');
    await journal.request(summary.info.id, {
      kind: 'answer',
      step: record.label,
      isApproved,
      by: personAt(context),
      note: given.value('note') ?? null,
    });
    const what = `${isApproved ? 'approved' : 'rejected'}: ${plainLine(record.question ?? step)}`;
    context.stderr.write(`${what}\n`);
    if (!isAtWork(root)) {
      const { id } = root.info;
      context.stderr.write(
        `nobody carries the run on: perilune resume ${id} will read the answer\n`,
      );
    }
    return exitCode.succeeded;
  });
}

interface Question {
  readonly summary: RunSummary;
  readonly record: StepRecord;
}

/** @throws {CommandFailed} when the step does not ask. */
async function findQuestion(journal: Journal, root: RunSummary, step: string): Promise<Question> {
  const others: Question[] = [];
  for (const summary of withSubRuns(root, await journal.runs())) {
    for (const record of await recordsOf(journal, summary)) {
      if (record.action !== 'approve/ask') continue;
      if (record.label === step && isAsking(record)) return { summary, record };
      others.push({ summary, record });
    }
  }
  throw new CommandFailed(`the run ${root.info.id} ${whyNot(step, others)}`, hintFor(root, others));
}

async function recordsOf(journal: Journal, { info }: RunSummary): Promise<readonly StepRecord[]> {
  const events = [];
  for await (const { event } of journal.read(info.id)) events.push(event);
  return stepRecords(events);
}

function isAsking({ status }: StepRecord): boolean {
  return status === 'running' || status === 'waiting';
}

function whyNot(step: string, asked: readonly Question[]): string {
  const found = asked.find(({ record }) => record.label === step);
  if (found === undefined) return `does not wait for an answer to "${step}"`;
  return `does not wait for an answer to "${step}" any more: it ${found.record.status}`;
}

function hintFor({ info: { id } }: RunSummary, asked: readonly Question[]): string {
  const open = asked.filter(({ record }) => isAsking(record));
  if (open.length === 0) return `see perilune show ${id}`;
  return `it waits for: ${open.map(({ record }) => record.label).join(', ')}`;
}

function personAt({ env }: CliContext): string {
  return env['USER'] || env['LOGNAME'] || env['USERNAME'] || 'somebody';
}
