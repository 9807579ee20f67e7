import { createSourceFile } from '../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../src/core/workflow/read-workflow.ts';
import { valueSetSpec } from '../src/actions/value-set.ts';

const step = { id: 'first', uses: 'value/set', with: { answer: 42 } };

/** A workflow with each key, or value of a key, that some version has refused. */
const samples: Readonly<Record<string, object>> = {
  concurrency: { concurrency: { group: 'one' }, steps: [step] },
  'on.schedule': { on: { schedule: [{ cron: '30 3 * * *' }] }, steps: [step] },
  'on-failure: undo': { 'on-failure': 'undo', steps: [step] },
  'step.undo': { steps: [{ ...step, undo: { uses: 'value/set' } }] },
};

/** What the format has and this version refuses, as the check says. */
export function notYetKeys(): ReadonlySet<string> {
  const catalogue = createCatalogue([valueSetSpec]);
  const refused = Object.entries(samples).filter(([key, sample]) => {
    const source = createSourceFile(key, JSON.stringify({ name: 'sample', ...sample }));
    const { diagnostics } = readWorkflow(source, { catalogue, readFile: () => null });
    return diagnostics.some(({ code }) => code === 'not-yet');
  });
  return new Set(refused.map(([key]) => key));
}
