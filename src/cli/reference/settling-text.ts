import { durationText } from './duration-text.ts';
import type { SettlingReference, UndoReference } from './settling-reference.ts';

/** What becomes of a call whose answer was lost, in a sentence. */
export function settlingText(settling: SettlingReference): string {
  const { given, what, quietMs } = settling;
  const looks = `Perilune looks with ${settling.uses.join(' and ')}`;
  const lead =
    given === null ? 'If its answer is lost' : `If its answer is lost, with \`${given}\``;
  switch (settling.way) {
    case 'repeat':
      return `${lead}, it is repeated${what === null ? '' : `: ${what}`}.`;
    case 'repeat-then-see':
      return `${lead}, it is repeated; if that is rejected, ${looks} ${what}.`;
    case 'see':
      return `${lead}, ${looks} ${what}, and repeats it if not.`;
    case 'find':
      return (
        `${lead}, ${looks} for ${what}; it goes on with what it finds, and repeats the call if ` +
        `there is nothing for ${durationText(quietMs ?? 0)}.`
      );
    case 'person':
      return `${lead}, only a person can find out what became of it, and the run waits for that.`;
    case 'person-or-retry':
      return `${lead}, a step that says \`retry\` repeats it; otherwise a person has to find out what became of it.`;
  }
}

/** What takes the action back, in a sentence. */
export function undoText(undo: UndoReference): string {
  const { given, without, summary, uses, await: wait, when } = undo;
  const withIt = given === null ? '' : `, with \`${given}\``;
  const withoutIt = without === null ? '' : `, without \`${without}\``;
  const waits = wait === null ? '' : ` and waits until \`${wait}\``;
  const only = when === null ? '' : `, only if \`${when}\``;
  return `\`undo: true\`${withIt}${withoutIt}: ${summary}. It uses ${uses}${waits}${only}.`;
}
