/**
 * Time of `validate` by the size of the file: a realistic workflow of 500 and of 5,000 steps, read
 * and checked in turn. Prints medians and the ratio of the time per step; near 1 means in proportion.
 *
 *   npm run benchmark:files
 */
import { builtinSpecs } from '../../src/actions/builtin-actions.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';
import { median } from './median.ts';

const rounds = 7;
const catalogue = createCatalogue([...builtinSpecs, ...lunaNodeSpecs]);

const times = { small: [] as number[], large: [] as number[] };
measure(500);
for (let round = 0; round < rounds; round += 1) {
  times.small.push(measure(500));
  times.large.push(measure(5000));
}
const [small, large] = [median(times.small), median(times.large)];
process.stdout.write(
  `  500 steps: ${small.toFixed(1)} µs/step\n 5000 steps: ${large.toFixed(1)} µs/step\n      ratio: ${(large / small).toFixed(2)}\n`,
);

/** Microseconds per step. */
function measure(steps: number): number {
  const source = createSourceFile('generated.yaml', workflow(steps));
  const startedAt = performance.now();
  const { workflow: read, diagnostics } = readWorkflow(source, { catalogue, readFile: () => null });
  if (read === null || diagnostics.length > 0) throw new Error('the generated workflow is wrong');
  return ((performance.now() - startedAt) * 1000) / steps;
}

/** Groups of five steps, as people write them: create, look, add, snapshot, tell. */
function workflow(steps: number): string {
  const groups = Array.from({ length: steps / 5 }, (_, at) => group(at));
  return `name: generated\ninputs: { plan: { type: string, default: m.1 } }\nsteps:\n${groups.join('')}`;
}

function group(at: number): string {
  return `
  - id: create${at}
    uses: vm/create
    with: { hostname: 'web-${at}-\${{ run.id }}', plan_id: '\${{ inputs.plan }}', image_id: '362401' }
    await: active
  - id: healthy${at}
    uses: http/request
    with: { url: 'http://\${{ steps.create${at}.outputs.ip }}/healthz' }
    until: outputs.status == 200
    poll: { every: 5s, timeout: 5m }
  - id: add${at}
    uses: vm/ip-add
    needs: [healthy${at}]
    with: { vm_id: '\${{ steps.create${at}.outputs.vm_id }}' }
  - id: snapshot${at}
    uses: vm/snapshot
    if: inputs.plan != "m.64" && steps.add${at}.status == "succeeded"
    with: { vm_id: '\${{ steps.create${at}.outputs.vm_id }}', name: first-${at} }
    await: active
  - id: tell${at}
    uses: value/set
    with: { ip: '\${{ steps.add${at}.outputs.ip }}', image: '\${{ steps.snapshot${at}.outputs.image_id }}' }
`;
}
