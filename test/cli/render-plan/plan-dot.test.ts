import { expect, test } from 'vitest';
import { renderPlanDot } from '../../../src/cli/render-plan/plan-dot.ts';
import { planOf } from './plan-of.ts';
import { swap, swapInputs } from './swap.ts';

test('draws the graph for Graphviz, with dashed arrows to what has a condition', () => {
  expect(renderPlanDot(planOf(swap, swapInputs))).toMatchInlineSnapshot(`
    "digraph plan {
      rankdir=TB
      compound=true
      node [shape=box, fontname="sans-serif"]
      edge [fontname="sans-serif"]
      "green" [label="green\\nvm/create\\nbilled", color="darkgoldenrod"]
      "healthy" [label="healthy\\nhttp/request"]
      "green" -> "healthy"
      "attach" [label="attach\\nvm/floatingip-add"]
      "green" -> "attach"
      "healthy" -> "attach"
      "remove" [label="remove\\nvm/delete\\nif inputs.remove_old\\nskipped", color="firebrick", style=dotted]
      "attach" -> "remove" [style=dashed]
      "tell" [label="tell\\nshell/run\\nskipped", style=dotted]
      "remove" -> "tell"
      subgraph "cluster_finally" {
        label="finally"
        "note" [label="note\\nvalue/set"]
      }
    }
    "
  `);
});

test('quotes what Graphviz would read otherwise', () => {
  const text = String.raw`
name: quotes
steps:
  - id: digraph
    uses: value/set
    if: run.id == "a\\b"
`;
  expect(renderPlanDot(planOf(text))).toContain(
    String.raw`"digraph" [label="digraph\nvalue/set\nif run.id == \"a\\\\b\""`,
  );
});

test('names the permissions that a restricted key needs, waits and sub-workflows included', () => {
  const text = `
name: permissions
inputs: { vm: { type: string } }
steps:
  - { id: say, uses: value/set }
  - { id: resize, uses: vm/resize, with: { vm_id: '\${{ inputs.vm }}', plan_id: m.4 }, await: resized }
  - { id: child, uses: workflow/run, with: { file: child.yaml } }
`;
  const child = 'name: child\nsteps: [{ id: list, uses: image/list }]\n';
  expect(planOf(text, { vm: 'v' }, { 'child.yaml': child }).permissions).toEqual([
    'image.list',
    'plan.list',
    'vm.info',
    'vm.resize',
  ]);
});
