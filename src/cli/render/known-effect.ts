import { isJsonObject, type Json } from '../../core/json.ts';
import type { WorkEvent } from '../../core/run/event.ts';
import { effectOf } from '../../core/run/failure.ts';
import type { Known, TrackedState, TrackedWork } from './tracked-work.ts';

/** Nothing was done so far. */
export function nothingDone(item: Json): Known {
  return { item, input: null, outputs: null, mayHaveActed: false };
}

/** What is known of a work's doings after an event about it; `before` is its state until then. */
export function nextKnown(known: Known, event: WorkEvent, before: TrackedState): Known {
  switch (event.type) {
    case 'call-started':
      return called(known, event, before);
    case 'call-lost':
    case 'step-unsettled':
      return { ...known, mayHaveActed: true };
    case 'call-failed':
      return failedOnce(known, event, before);
    case 'action-answered':
      return { ...known, outputs: event.outputs, mayHaveActed: false };
    case 'unsettled-answered':
      return { ...known, outputs: event.outputs, mayHaveActed: false };
    case 'step-succeeded': {
      const outputs = isJsonObject(event.outputs) ? event.outputs : null;
      return { ...known, outputs, mayHaveActed: false };
    }
    case 'step-failed':
    case 'step-cancelled':
      return event.isUnsettled ? { ...known, mayHaveActed: true } : known;
    default:
      return known;
  }
}

/** A call begins while the act is out: the process that made it has died. */
function called(
  known: Known,
  event: Extract<WorkEvent, { type: 'call-started' }>,
  before: TrackedState,
): Known {
  const mayHaveActed = known.mayHaveActed || isActOut(before);
  return event.call === 'act'
    ? { ...known, mayHaveActed, input: event.input ?? known.input }
    : { ...known, mayHaveActed };
}

function failedOnce(
  known: Known,
  event: Extract<WorkEvent, { type: 'call-failed' }>,
  before: TrackedState,
): Known {
  if (event.isAbsent) return { ...known, mayHaveActed: false };
  const isUnknown = isActOut(before) && effectOf(event.failure) === 'unknown';
  return isUnknown ? { ...known, mayHaveActed: true } : known;
}

/** Whether an act has left, and no answer is known. */
export function isActOut(state: TrackedState): boolean {
  return state.status === 'running' && state.call === 'act';
}

/** Whether a work has left something behind, or may have: then there is something to take back. */
export function hasEffect({ step, items, known }: TrackedWork): boolean {
  if (step.class === 'read' || items !== null) return false;
  return known.outputs !== null || known.mayHaveActed;
}
