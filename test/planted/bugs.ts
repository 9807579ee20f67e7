/** A mistake in the kernel that somebody could make, as changes of its source. */
export interface Bug {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The property that has to notice it. */
  readonly noticedBy: string;
}

export interface Edit {
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
}

const announces = 'announces everything that it does, and shows nothing that is not written';
const makesNothingTwice =
  'makes no thing twice: of those that look alike there are as many as steps that make them';

export const bugs: readonly Bug[] = [
  {
    name: 'the intent of a call is not written down',
    edits: [
      {
        file: 'src/engine/run-session.ts',
        from: 'const entries = events.map(',
        to: "const entries = events.filter(({ type }) => type !== 'call-started').map(",
      },
    ],
    noticedBy: announces,
  },
  {
    name: 'a call leaves before its intent is durable',
    edits: [
      {
        file: 'src/engine/run-loop.ts',
        from: 'await record(turn.events);\n    for (const effect of turn.effects) effect();',
        to: 'for (const effect of turn.effects) effect();\n    await record(turn.events);',
      },
    ],
    noticedBy: announces,
  },
  {
    name: 'an event is shown before it is written',
    edits: [
      {
        file: 'src/engine/run-session.ts',
        from: 'for (const recorded of await this.#writer.append(entries)) observe(recorded);',
        to: `const run = this.#writer.run;
             for (const { shown } of entries) observe({ run, sequence: Infinity, event: shown });
             await this.#writer.append(entries);`,
      },
    ],
    noticedBy: announces,
  },
  {
    name: 'who was shut out goes on sending',
    edits: [
      {
        file: 'src/engine/run-session.ts',
        from: 'assertCurrent: () => writer.assertCurrent(),',
        to: 'assertCurrent: () => undefined,',
      },
    ],
    noticedBy: 'sends nothing more once another process has taken it over',
  },
  {
    name: 'a step that succeeded is done again after a crash',
    edits: [
      {
        file: 'src/engine/go-on.ts',
        from: 'const state = events.reduce(',
        to: `const last = events.at(-1)?.type === 'step-succeeded' ? -1 : events.length;
  const state = events.slice(0, last).reduce(`,
      },
    ],
    noticedBy: 'does nothing more for a piece of work that has ended',
  },
  {
    name: 'an act that was answered, and is looked at, is made again after a crash',
    edits: [
      {
        file: 'src/core/run/resume.ts',
        from: "if (state.status !== 'calling') return state;",
        to: `if (state.status === 'waiting') return { ...state, call: 'act' };
  if (state.status !== 'calling') return state;`,
      },
    ],
    noticedBy: makesNothingTwice,
  },
  {
    name: 'a create whose answer was lost is repeated without a look',
    edits: [
      {
        file: 'src/core/run/settle.ts',
        from: "if (settle?.kind === 'find' && task.class === 'create') return 'look';",
        to: "if (settle?.kind === 'find' && task.class === 'create') return 'repeat';",
      },
    ],
    noticedBy: makesNothingTwice,
  },
  {
    name: 'a create counts as absent as soon as one look does not show it',
    edits: [
      {
        file: 'src/core/run/judge-settling.ts',
        from: 'if (work.calledAt >= quietUntil && work.settles > 0) {',
        to: 'if (work.calledAt < Infinity) {',
      },
    ],
    noticedBy: makesNothingTwice,
  },
  {
    name: 'what was there before is adopted',
    edits: [
      {
        file: 'src/core/run/judge-settling.ts',
        from: 'new Set([...before, ...madeAndThere(state)])',
        to: 'new Set<string>()',
      },
    ],
    noticedBy: 'makes nothing a second owner’s',
  },
  {
    name: 'steps are taken back in any order',
    edits: [
      {
        file: 'src/core/run/apply-undo.ts',
        from: 'const unmet = (dependents[index] ?? []).length;',
        to: 'const unmet = 0;',
      },
      {
        file: 'src/core/run/apply-undo.ts',
        from: "phase === 'main' && (dependents[index] ?? []).length === 0,",
        to: "phase === 'main' && (dependents[index] ?? []).length < Infinity,",
      },
    ],
    noticedBy: 'takes back what needs a thing before the thing',
  },
  {
    name: 'what may have been done is not taken back',
    edits: [
      {
        file: 'src/core/run/apply-undo.ts',
        from: "hasEnded(piece) && piece.effect !== null ? { status: 'ready' }",
        to: "piece.status === 'succeeded' && piece.effect !== null ? { status: 'ready' }",
      },
    ],
    noticedBy: 'that is undone has left nothing of what it was to take back',
  },
  {
    name: 'a journal keeps what was hidden',
    edits: [
      {
        file: 'src/engine/run-session.ts',
        from: 'shown: redactor.value(clear)',
        to: 'shown: clear',
      },
    ],
    noticedBy: 'shows no secret to anybody',
  },
];
