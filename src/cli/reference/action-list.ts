import type { ActionSpec } from '../../core/action-spec.ts';
import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { categoriesOf } from './action-category.ts';
import { Page } from './page.ts';

/** Every action in a line or two, category by category. */
export function renderActionList(
  specs: readonly ActionSpec[],
  paint: Paint,
  columns: number,
): string {
  const page = new Page(paint, columns);
  for (const { name, provider, specs: members } of categoriesOf(specs)) {
    page.heading(name, provider === 'builtin' ? undefined : provider);
    page.indented(2, () =>
      page.table(members.map((spec) => [spec.name, marksOf(spec), spec.summary])),
    );
  }
  page.blank();
  page.text('`perilune actions NAME` explains one of them.', 0);
  return page.toString();
}

/** What doing it does: its class, and whether it can be charged for. */
function marksOf(spec: ActionSpec): string {
  return spec.billed ? `${spec.class}, billed` : spec.class;
}
