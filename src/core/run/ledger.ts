import type { ActionSpec, EffectSpec } from '../action-spec.ts';
import type { Instant } from '../duration.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { effectsOf } from './effects.ts';
import type { CallStarted, RunEvent, WorkEvent } from './event.ts';
import { effectOf } from './failure.ts';

/** What a run did to one thing at a provider, or may have done. */
export interface LedgerEntry {
  readonly run: string;
  /** Label of the step: `fleet`, `fleet[web-1]`. */
  readonly step: string;
  /** It was done to take the step back. */
  readonly isUndo: boolean;
  readonly action: string;
  readonly verb: EffectSpec['verb'];
  readonly kind: string;
  /** What tells the thing apart; `null` when nobody knows. */
  readonly id: string | null;
  /** What a person calls it. */
  readonly name: string | null;
  /** `possible`: nobody knows whether it happened. */
  readonly certainty: 'certain' | 'possible';
  /** The answer was lost: the thing was found by looking, or named by a person. */
  readonly isAdopted: boolean;
  /** When the call left that did it, or the first one that may have. */
  readonly leftAt: Instant;
  /** When it was known to be done; `null` when it is not known. */
  readonly doneAt: Instant | null;
  /** Which act of the run did it: entries of one act have the same number. */
  readonly act: number;
}

/**
 * What a run did to things at providers, in the order in which it began to: a fold over its events.
 * An act of which nobody knows whether it had its effect is in it, as possible.
 *
 * @param specOf What an action is, by its name.
 */
export function ledgerOf(
  run: string,
  events: Iterable<RunEvent>,
  specOf: (action: string) => ActionSpec | undefined,
): readonly LedgerEntry[] {
  const fold = new LedgerFold();
  for (const event of events) fold.take(event);
  return fold.pieces.flatMap((piece, act) => entriesOf(piece, { run, act, specOf }));
}

/** A piece of work that makes an act: a step, an item of its loop, or the undo of one of these. */
interface Piece {
  readonly step: string;
  readonly isUndo: boolean;
  /** What the act was given last; `null` when certainly nothing was done. */
  act: { readonly action: string; readonly input: JsonObject } | null;
  leftAt: Instant;
  /** Its act is out. */
  isOut: boolean;
  isUncertain: boolean;
  isAdopted: boolean;
  doneAt: Instant | null;
  outputs: JsonObject | null;
  end: 'succeeded' | 'failed' | null;
}

class LedgerFold {
  readonly pieces: Piece[] = [];
  readonly #current = new Map<string, Piece>();
  readonly #keys = new Map<string, readonly string[]>();

  take(event: RunEvent): void {
    if (event.type === 'run-resumed') {
      for (const piece of this.#current.values()) interrupt(piece);
    } else if (event.type === 'loop-started') {
      this.#keys.set(event.step, event.keys);
    } else if (event.type === 'call-started') {
      if (event.call === 'act') leave(this.#pieceFor(event), event);
    } else if ('step' in event) {
      const piece = this.#current.get(keyOf(event));
      if (piece !== undefined && piece.end === null) learn(piece, event);
    }
  }

  #pieceFor(event: CallStarted): Piece {
    const key = keyOf(event);
    const found = this.#current.get(key);
    if (found !== undefined && found.end === null) return found;
    const piece: Piece = {
      step: this.#labelOf(event),
      isUndo: event.undo === true,
      act: null,
      leftAt: event.at,
      isOut: false,
      isUncertain: false,
      isAdopted: false,
      doneAt: null,
      outputs: null,
      end: null,
    };
    this.#current.set(key, piece);
    this.pieces.push(piece);
    return piece;
  }

  #labelOf({ step, item }: CallStarted): string {
    if (item === undefined) return step;
    return `${step}[${this.#keys.get(step)?.[item] ?? item}]`;
  }
}

function keyOf({ step, item, undo }: WorkEvent): string {
  return `${undo ? 'undo ' : ''}${step}${item === undefined ? '' : `/${item}`}`;
}

function leave(piece: Piece, { action, input = {}, at }: CallStarted): void {
  if (!piece.isUncertain) piece.leftAt = at;
  piece.act = { action, input };
  piece.isOut = true;
}

/** The process died: if the act was out, nobody knows what became of it. */
function interrupt(piece: Piece): void {
  if (!piece.isOut) return;
  piece.isOut = false;
  piece.isUncertain = true;
}

function learn(piece: Piece, event: WorkEvent): void {
  switch (event.type) {
    case 'call-failed':
      learnFailure(piece, event);
      return;
    case 'call-lost':
      piece.isOut = false;
      piece.isUncertain = true;
      return;
    case 'unsettled-answered':
      if (event.outputs === null) forget(piece);
      else learnOutputs(piece, { ...event, isAdopted: true });
      return;
    case 'action-answered':
      learnOutputs(piece, event);
      return;
    case 'step-succeeded':
      learnOutputs(piece, event);
      piece.end = 'succeeded';
      return;
    case 'step-failed':
    case 'step-cancelled':
      if (piece.doneAt === null && !piece.isUncertain && event.isUnsettled !== true) forget(piece);
      piece.isOut = false;
      piece.end = 'failed';
      return;
    default:
  }
}

function learnFailure(
  piece: Piece,
  { failure, isAbsent }: Extract<WorkEvent, { type: 'call-failed' }>,
): void {
  const wasOut = piece.isOut;
  piece.isOut = false;
  if (isAbsent) forget(piece);
  else if (wasOut && effectOf(failure) === 'unknown') piece.isUncertain = true;
  else if (wasOut && !piece.isUncertain) forget(piece);
}

/** Nothing was done. */
function forget(piece: Piece): void {
  piece.act = null;
  piece.isOut = false;
  piece.isUncertain = false;
}

function learnOutputs(
  piece: Piece,
  event: { readonly at: Instant; readonly outputs: unknown; readonly isAdopted?: true },
): void {
  piece.isOut = false;
  piece.isUncertain = false;
  piece.doneAt ??= event.at;
  piece.isAdopted ||= event.isAdopted === true;
  piece.outputs = isJsonObject(event.outputs) ? event.outputs : {};
}

interface Surroundings {
  readonly run: string;
  readonly act: number;
  readonly specOf: (action: string) => ActionSpec | undefined;
}

function entriesOf(piece: Piece, { run, act, specOf }: Surroundings): LedgerEntry[] {
  const spec = piece.act === null ? undefined : specOf(piece.act.action);
  if (piece.act === null || spec === undefined) return [];
  const { action, input } = piece.act;
  const { step, isUndo, isAdopted, leftAt, doneAt, outputs } = piece;
  return effectsOf(spec, input, outputs).map((effect) => {
    // What was asked for and never seen to be gone may still be there.
    const isDoubtful = effect.verb === 'destroys' && piece.end === 'failed';
    const certainty = doneAt === null || isDoubtful ? 'possible' : 'certain';
    return { run, step, isUndo, action, ...effect, certainty, isAdopted, leftAt, doneAt, act };
  });
}
