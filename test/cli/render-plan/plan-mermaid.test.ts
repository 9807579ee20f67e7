import { expect, test } from 'vitest';
import { renderPlanMermaid } from '../../../src/cli/render-plan/plan-mermaid.ts';
import { planOf } from './plan-of.ts';
import { swap, swapInputs } from './swap.ts';

test('draws the graph, with dashed arrows to what has a condition and a frame for the end', () => {
  expect(renderPlanMermaid(planOf(swap, { ...swapInputs, remove_old: true })))
    .toMatchInlineSnapshot(`
    "flowchart TD
      subgraph STEPS["steps"]
        S_green["green<br/>vm/create<br/>billed"]:::billed
        S_healthy["healthy<br/>http/request"]
        S_green --> S_healthy
        S_attach["attach<br/>vm/floatingip-add"]
        S_green --> S_attach
        S_healthy --> S_attach
        S_remove["remove<br/>vm/delete<br/>if inputs.remove_old<br/>destroys"]:::destroys
        S_attach -.-> S_remove
        S_tell["tell<br/>shell/run"]
        S_remove --> S_tell
      end
      subgraph FINALLY["finally"]
        S_note["note<br/>value/set"]
      end
      STEPS --> FINALLY
      classDef billed stroke:#b8860b,stroke-width:2px
      classDef destroys stroke:#b22222,stroke-width:3px
      classDef skipped stroke-dasharray:4 4,opacity:0.5
    "
  `);
});

test('draws a loop with a double border, and a sub-workflow as a frame', () => {
  const view = planOf(
    `
name: parent
steps:
  - { id: end, uses: vm/list }
  - { id: each, needs: [end], foreach: [a, b], uses: vm/delete, with: { vm_id: '\${{ item }}' } }
  - { id: inner, needs: [end], uses: workflow/run, with: { file: child.yaml } }
  - { id: after, needs: [inner], uses: vm/list }
`,
    {},
    {
      'child.yaml':
        'name: child\nsteps: [{ id: end, uses: vm/list }]\nfinally: [{ id: tidy, uses: vm/list }]',
    },
  );
  expect(renderPlanMermaid(view)).toMatchInlineSnapshot(`
    "flowchart TD
      S_end["end<br/>vm/list"]
      S_each[["each<br/>vm/delete<br/>for each of 2 items<br/>destroys"]]:::destroys
      S_end --> S_each
      subgraph S_inner["inner<br/>workflow/run"]
        subgraph S_inner_IN_STEPS["steps"]
          S_inner_IN_S_end["end<br/>vm/list"]
        end
        subgraph S_inner_IN_FINALLY["finally"]
          S_inner_IN_S_tidy["tidy<br/>vm/list"]
        end
        S_inner_IN_STEPS --> S_inner_IN_FINALLY
      end
      S_end --> S_inner
      S_after["after<br/>vm/list"]
      S_inner --> S_after
      classDef billed stroke:#b8860b,stroke-width:2px
      classDef destroys stroke:#b22222,stroke-width:3px
      classDef skipped stroke-dasharray:4 4,opacity:0.5
    "
  `);
});

test('nothing in a condition can end its label', () => {
  const view = planOf(`
name: odd
steps:
  - { id: one, if: '"]\\\\ <b>#" != "\`\`\`"', uses: vm/list }
`);
  const label = /\["(.*)"\]/.exec(renderPlanMermaid(view))?.[1];
  expect(label).toBe(
    'one<br/>vm/list<br/>if #34;]#92;#92; #60;b#62;#35;#34; != #34;#96;#96;#96;#34;',
  );
});
