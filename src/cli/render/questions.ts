import { approveCommand } from './operator-commands.ts';
import { plainLine } from './plain-text.ts';
import type { TrackedWork } from './tracked-work.ts';

/** The action that waits for a person; its `message` says what for. */
export const askingAction = 'approve/ask';

/** What a step asks of a person. */
export function questionOf({ known: { input } }: TrackedWork): string {
  const message = input?.['message'];
  return typeof message === 'string' ? plainLine(message) : 'may it go on?';
}

/** The question, and the command that answers it. */
export function askingWords(work: TrackedWork): string {
  return `asks: ${questionOf(work)}; answer with: ${approveCommand(work)} (or with --reject)`;
}
