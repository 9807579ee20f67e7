import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { builtinSpecs } from '../../../src/actions/builtin-actions.ts';
import {
  exampleSecrets,
  exampleStep,
  exampleYaml,
} from '../../../src/cli/reference/example-step.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { misfit } from '../../../src/core/language/validator.ts';
import { createCatalogue } from '../../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';

const specs = [...builtinSpecs, ...lunaNodeSpecs];
const catalogue = createCatalogue(specs);
const child = 'name: child\nsteps: [{ id: one, uses: value/set }]\n';

test.each(specs.map((spec) => [spec.name, spec] as const))(
  'the example of %s is a valid step',
  (_, spec) => {
    const secrets = exampleSecrets(spec);
    const text = stringify({
      name: 'example',
      ...(secrets.length > 0 && { secrets }),
      steps: parse(exampleYaml(spec)),
    });
    const { diagnostics } = readWorkflow(createSourceFile('example.yaml', text), {
      catalogue,
      readFile: (_from, path) => createSourceFile(path, child),
    });
    expect(diagnostics).toEqual([]);
    expect(misfit(spec.input, exampleStep(spec)['with'] ?? {})).toBeNull();
  },
);

test('an example awaits what can be awaited', () => {
  const waiting = specs.filter((spec) => Object.keys(spec.waits).length > 0);
  expect(waiting.length).toBeGreaterThan(10);
  for (const spec of waiting) {
    expect(exampleStep(spec)['await']).toBe(Object.keys(spec.waits)[0]);
  }
});

test('an example writes no secret out', () => {
  const spec = catalogue.get('email/user-add');
  expect(spec && exampleStep(spec)['with']).toMatchObject({
    password: '${{ secrets.PASSWORD }}',
  });
});
