import type { Step } from '../workflow/workflow.ts';
import type { Step as StepDocument } from '../language/workflow-document.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Checked } from './check-workflow.ts';

/** Keys of a step that exclude each other, that need another one, or that its action cannot have. */
export function checkStepKeys({ document, workflow, report }: Checked): void {
  stepSources(document).forEach(({ step: authored, path }, index) => {
    const step = workflow.steps[index];
    if (step === undefined) return;
    for (const [key, partner] of requirements) {
      if (authored[key] === undefined || partner.some((each) => authored[each] !== undefined))
        continue;
      const range = workflow.file.rangeOfKey([...path, key]);
      const names = partner.map((each) => `\`${each}\``).join(' or ');
      report.error('unusable-key', range, `\`${key}\` means nothing without ${names}`, {
        hint: `add ${names}, or remove it`,
      });
    }
    if (step.phase === 'finally' && authored.undo !== undefined) {
      const range = workflow.file.rangeOfKey([...path, 'undo']);
      report.error('unusable-key', range, 'what `finally` does is never taken back', {
        hint: 'remove `undo`, or move the step to `steps`',
      });
    }
    if (authored.until !== undefined && authored.await !== undefined) {
      const range = workflow.file.rangeOfKey([...path, 'until']);
      report.error('conflicting-keys', range, 'a step cannot have both `await` and `until`', {
        hint: 'keep `await`; poll for the rest in a step of its own',
      });
    }
    if (authored.until !== undefined && !isSafeToRepeat(step)) {
      const range = workflow.file.rangeOfKey([...path, 'until']);
      report.error(
        'unsafe-poll',
        range,
        `polling would repeat ${step.action.name}, and ${consequence[step.class]}`,
        { hint: 'do it once, and poll with a reading action in a step that needs this one' },
      );
    }
  });
}

const requirements: readonly (readonly [keyof StepDocument, readonly (keyof StepDocument)[]])[] = [
  ['fail-if', ['until']],
  ['poll', ['until', 'await']],
  ['max-parallel', ['foreach']],
  ['key', ['foreach']],
];

function isSafeToRepeat(step: Step): boolean {
  return step.class === 'read' || step.class === 'convergent';
}

const consequence: Readonly<Record<Step['class'], string>> = {
  read: 'changes nothing',
  convergent: 'changes nothing more',
  create: 'make another one each time',
  destroy: 'destroy each time',
  toggle: 'do it again each time',
};
