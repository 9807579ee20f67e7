import type { Instant } from '../../core/duration.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { RunEvent, SkipReason, WorkEvent } from '../../core/run/event.ts';
import type { Failure, Seen } from '../../core/run/failure.ts';
import { catalogue } from '../catalogue.ts';

/** What became of a step, an item of its loop, or the undo of one of these. */
export interface StepRecord {
  readonly label: string;
  readonly isUndo: boolean;
  /** What was asked for last; `null` before anything was. */
  readonly action: string | null;
  readonly status: RecordStatus;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Tries of what the step is for. */
  readonly attempts: number;
  /** Looks that were answered. */
  readonly looks: number;
  /** What was asked, if it asks a person. */
  readonly question: string | null;
  readonly outputs: Json;
  readonly isAdopted: boolean;
  readonly lastSeen: Seen | null;
  /** Why it failed, or was tried again last. */
  readonly failure: Failure | null;
  /** Why nobody knows what became of it. */
  readonly doubt: string | null;
  readonly candidates: readonly JsonObject[];
  /** The output by which candidates are told apart. */
  readonly idField: string | null;
  readonly skipped: SkipReason | null;
}

export type RecordStatus =
  | 'running'
  | 'waiting'
  | 'unsettled'
  | 'succeeded'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'undone';

/** All that events tell of the steps of one run, in the order in which they began. */
export function stepRecords(events: Iterable<RunEvent>): readonly StepRecord[] {
  const records = new Map<string, StepRecord>();
  const keys = new Map<string, readonly string[]>();
  for (const event of events) {
    if (!('step' in event)) continue;
    if (event.type === 'loop-started') keys.set(event.step, event.keys);
    if (event.type === 'item-started') continue;
    const label = labelOf(event, keys);
    const key = `${event.undo ? 'undo ' : ''}${label}`;
    const before = records.get(key) ?? newRecord(label, event);
    records.set(key, { ...before, ...changeOf(before, event) });
  }
  return [...records.values()];
}

function labelOf({ step, item }: WorkEvent, keys: ReadonlyMap<string, readonly string[]>): string {
  return item === undefined ? step : `${step}[${keys.get(step)?.[item] ?? item}]`;
}

function newRecord(label: string, { undo }: WorkEvent): StepRecord {
  return {
    label,
    isUndo: undo === true,
    action: null,
    status: 'running',
    startedAt: null,
    endedAt: null,
    attempts: 0,
    looks: 0,
    question: null,
    outputs: null,
    isAdopted: false,
    lastSeen: null,
    failure: null,
    doubt: null,
    candidates: [],
    idField: null,
    skipped: null,
  };
}

function changeOf(before: StepRecord, event: WorkEvent): Partial<StepRecord> {
  const startedAt = before.startedAt ?? event.at;
  switch (event.type) {
    case 'call-started':
      return { startedAt, ...callChange(before, event) };
    case 'loop-started':
      return { startedAt };
    case 'call-failed':
      return { status: 'waiting', failure: event.failure };
    case 'call-lost':
      return { status: 'waiting', failure: event.failure };
    case 'settling-postponed':
      return { status: 'waiting' };
    case 'step-unsettled':
      return unsettledChange(event);
    case 'unsettled-answered':
      return { status: 'waiting', doubt: null, candidates: [] };
    case 'action-answered':
      return {
        status: 'waiting',
        failure: null,
        outputs: event.outputs,
        isAdopted: event.isAdopted === true,
      };
    case 'observed':
      return { status: 'waiting', lastSeen: event.seen, looks: before.looks + 1 };
    case 'surveyed':
    case 'item-started':
      return {};
    default:
      return { startedAt, ...endChange(before, event) };
  }
}

function callChange(
  before: StepRecord,
  { call, action, attempt, input }: Extract<WorkEvent, { type: 'call-started' }>,
): Partial<StepRecord> {
  const isNew = before.endedAt !== null;
  const message = action === 'approve/ask' ? input?.['message'] : undefined;
  return {
    status: 'running',
    // What was taken back in vain is taken back anew.
    ...(isNew ? { endedAt: null, failure: null } : {}),
    ...(call === 'act' ? { action, attempts: attempt } : {}),
    ...(before.action === null ? { action } : {}),
    ...(typeof message === 'string' ? { question: message } : {}),
  };
}

function unsettledChange({
  action,
  reason,
  candidates,
}: Extract<WorkEvent, { type: 'step-unsettled' }>): Partial<StepRecord> {
  const settle = catalogue().get(action)?.settle;
  const idField = settle?.kind === 'find' ? settle.id : null;
  return { status: 'unsettled', doubt: reason, candidates, idField };
}

type EndEvent = Extract<
  WorkEvent,
  { type: 'step-succeeded' | 'step-failed' | 'step-skipped' | 'step-cancelled' }
>;

function endChange(before: StepRecord, end: EndEvent): Partial<StepRecord> {
  const endedAt = end.at;
  switch (end.type) {
    case 'step-succeeded':
      return {
        endedAt,
        status: before.isUndo ? 'undone' : 'succeeded',
        outputs: end.outputs,
        failure: null,
        isAdopted: before.isAdopted || end.isAdopted === true,
      };
    case 'step-failed':
      return {
        endedAt,
        status: 'failed',
        failure: end.failure,
        lastSeen: end.lastSeen ?? before.lastSeen,
        doubt: end.isUnsettled ? end.failure.message : null,
      };
    case 'step-skipped':
      return { endedAt, startedAt: null, status: 'skipped', skipped: end.because };
    case 'step-cancelled':
      return { endedAt, status: 'cancelled' };
  }
}
