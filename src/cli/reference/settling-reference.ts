import {
  classOf,
  type ActionSpec,
  type SettleSpec,
  type UndoSpec,
} from '../../core/action-spec.ts';

/** What becomes of a call whose answer was lost. */
export interface SettlingReference {
  /** The parameter with which it is so; `null` where nothing else is said. */
  readonly given: string | null;
  /**
   * - `repeat`: it is made again.
   * - `find`: what it may have made is looked for.
   * - `see`: it is looked whether it had its effect.
   * - `repeat-then-see`: it is made again, and looked only when that is rejected.
   * - `person`: nothing tells.
   * - `person-or-retry`: nothing tells, and a step that asks for retries has it repeated.
   */
  readonly way: 'repeat' | 'find' | 'see' | 'repeat-then-see' | 'person' | 'person-or-retry';
  /** What is looked for or at, or why a repeat does no harm; `null` where there is nothing to say. */
  readonly what: string | null;
  /** The actions that look. */
  readonly uses: readonly string[];
  /** How long nothing is concluded from not finding it, in milliseconds. */
  readonly quietMs: number | null;
}

/** What takes the action back when a step says `undo: true`. */
export interface UndoReference {
  /** The parameter with which it is so; `null` where nothing else is said. */
  readonly given: string | null;
  /** The parameter without which it is so. */
  readonly without: string | null;
  readonly summary: string;
  readonly uses: string;
  /** The wait of that action that belongs to it. */
  readonly await: string | null;
  /** Only then; over `input` and `outputs`. */
  readonly when: string | null;
}

export function settlingReferences(spec: ActionSpec): readonly SettlingReference[] {
  if (spec.class === 'read') return [];
  const { settleIfGiven: special } = spec;
  const usual = settlingReference(spec, spec.settle, null);
  if (special === undefined || special.settle === spec.settle) return [usual];
  return [usual, settlingReference(spec, special.settle, special.parameter)];
}

export function undoReferences({ undo, settleIfGiven }: ActionSpec): readonly UndoReference[] {
  const parameter = settleIfGiven?.parameter ?? null;
  return [
    ...undoReference(undo, { given: null, without: parameter }),
    ...undoReference(settleIfGiven?.undo, { given: parameter, without: null }),
  ];
}

function settlingReference(
  spec: ActionSpec,
  settle: SettleSpec | undefined,
  given: string | null,
): SettlingReference {
  const kind = classOf(spec, given === null ? {} : { [given]: 'given' });
  const isRepeatable = kind !== 'create' && kind !== 'toggle';
  const blank = { given, what: null, uses: [], quietMs: null };
  switch (settle?.kind) {
    case undefined:
      if (isRepeatable) return { ...blank, way: 'repeat' };
      return { ...blank, way: spec.provider === 'builtin' ? 'person-or-retry' : 'person' };
    case 'repeat':
      return { ...blank, way: 'repeat', what: settle.because };
    case 'see': {
      const way = isRepeatable ? 'repeat-then-see' : 'see';
      return { ...blank, way, what: settle.summary, uses: [settle.uses] };
    }
    case 'find': {
      const uses = [...new Set(settle.looks.map((look) => look.uses))];
      return { ...blank, way: 'find', what: settle.summary, uses, quietMs: settle.quietMs };
    }
  }
}

function undoReference(
  undo: UndoSpec | undefined,
  use: Pick<UndoReference, 'given' | 'without'>,
): UndoReference[] {
  if (undo === undefined) return [];
  const { summary, uses, await: wait = null, when = null } = undo;
  return [{ ...use, summary, uses, await: wait, when }];
}
