import type { SourceRange } from '../diagnostic/source-file.ts';
import { expressionsOfWork, stepsOf } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** Where a step says that it needs another: the name in `needs`, or the reference. */
export function edgeRange(
  step: Step,
  need: Step,
  { document, workflow }: Pick<Checked, 'document' | 'workflow'>,
): SourceRange {
  const list = step.phase === 'main' ? document.steps : document.finally;
  const authored = list?.[Number(step.path[1])]?.needs ?? [];
  const at = authored.indexOf(need.id);
  if (at !== -1) return workflow.file.rangeOf([...step.path, 'needs', at]);
  const place = expressionsOfWork(step).find(({ expression }) =>
    stepsOf(expression).includes(need.id),
  );
  if (place === undefined) return workflow.file.rangeOf([...step.path, 'id']);
  const reference = place.expression.references.find((each) => each.path[0]?.name === need.id);
  const { start, end } = reference?.range ?? { start: 0, end: place.expression.text.length };
  const { offset } = place.expression;
  return workflow.file.rangeInText(place.path, offset + start, offset + end);
}
