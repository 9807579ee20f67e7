import { describe, expect, test } from 'vitest';
import { renderPlanDot } from '../../../src/cli/render-plan/plan-dot.ts';
import { renderPlanMermaid } from '../../../src/cli/render-plan/plan-mermaid.ts';
import { renderPlanText } from '../../../src/cli/render-plan/plan-text.ts';
import { noPaint } from '../../../src/core/diagnostic/code-frame.ts';
import { planOf } from './plan-of.ts';

const swap = `
name: swap
on-failure: undo
inputs: { blue: { type: string }, ip: { type: string, format: ipv4 }, names: { type: array, items: { type: string }, default: [a, b] } }
secrets: [TOKEN]
steps:
  - id: green
    uses: vm/create
    with: { hostname: green, plan_id: m.1, image_id: '362401' }
    await: active
    undo: true
  - id: fleet
    uses: vm/create
    foreach: inputs.names
    with: { hostname: '\${{ item }}', plan_id: m.1, image_id: '362401' }
    await: active
    undo: { uses: vm/delete, with: { vm_id: '\${{ outputs.vm_id }}' } }
  - id: join
    uses: vm/securitygroup-add
    with: { vm_id: '\${{ steps.green.outputs.vm_id }}', group_id: '4' }
  - id: detach
    needs: [join, fleet]
    uses: vm/floatingip-delete
    with: { vm_id: '\${{ inputs.blue }}', ip: '\${{ inputs.ip }}', keep: true }
    undo: true
  - id: attach
    needs: [detach]
    uses: vm/floatingip-add
    with: { vm_id: '\${{ steps.green.outputs.vm_id }}', ip: '\${{ inputs.ip }}' }
    undo:
      uses: vm/floatingip-delete
      with: { vm_id: '\${{ steps.green.outputs.vm_id }}', ip: '\${{ inputs.ip }}', keep: true }
  - id: tell
    needs: [attach]
    uses: http/request
    with: { method: PUT, url: 'https://example.org/green', headers: { authorization: '\${{ secrets.TOKEN }}' } }
    undo:
      uses: http/request
      with: { method: DELETE, url: 'https://example.org/green', headers: { authorization: '\${{ secrets.TOKEN }}' } }
  - id: never
    needs: [attach]
    if: false
    uses: vm/rename
    with: { vm_id: '\${{ inputs.blue }}', hostname: old }
    undo: { uses: vm/rename, with: { vm_id: '\${{ inputs.blue }}', hostname: blue } }
`;

const inputs = { blue: 'b1', ip: '192.0.2.7' };

/** The part of a plan that is about taking it back. */
function undoText(workflow: string): string {
  const text = renderPlanText(planOf(workflow, inputs), noPaint, 80);
  const from = text.indexOf('\nUndo');
  return from === -1
    ? ''
    : text.slice(from + 1, text.indexOf('\n\n', text.indexOf('not taken back')));
}

test('tells what would be taken back, in which order and how, and what would not', () => {
  expect(undoText(swap)).toMatchInlineSnapshot(`
    "Undo  (of what took effect, when a step fails)

      1  tell  http/request  destroys
           method  = DELETE
           url     = https://example.org/green
           headers = {authorization: ***}

      2  attach  vm/floatingip-delete
           vm_id = (known after green)
           ip    = 192.0.2.7
           keep  = true

      3  detach  vm/floatingip-add
           vm_id = b1
           ip    = 192.0.2.7

      4  green  vm/delete  destroys
           vm_id = (known after green)
         then waits until the VM no longer exists (gone): looks every 5s to 20s,
           for up to 10m, with vm/info

      4  fleet  vm/delete  destroys
         for each item that took effect
           vm_id = (known after fleet)

      not taken back: join"
  `);
});

describe('the order', () => {
  test('is that of the graph, the other way round; what can be at once has the same number', () => {
    expect(planOf(swap, inputs).undo).toEqual({
      waves: [['tell'], ['attach'], ['detach'], ['green', 'fleet']],
      remaining: ['join'],
    });
  });

  test('goes through steps that have no undo themselves', () => {
    const view = planOf(`
name: chain
steps:
  - id: first
    uses: vm/stop
    with: { vm_id: a }
    undo: true
  - id: between
    needs: [first]
    uses: vm/list
  - id: last
    needs: [between]
    uses: vm/shelve
    with: { vm_id: a }
    undo: true
`);
    expect(view.undo).toEqual({ waves: [['last'], ['first']], remaining: [] });
  });
});

test('a plan without any undo says nothing of it', () => {
  const view = planOf('name: plain\nsteps: [{ id: all, uses: vm/list }]');
  expect(view.undo).toBeNull();
  expect(renderPlanText(view, noPaint, 80)).not.toContain('Undo');
});

test('without `on-failure: undo` it is for who asks for it', () => {
  const asked = swap.replace('on-failure: undo\n', '');
  expect(undoText(swap)).toContain('of what took effect, when a step fails');
  expect(undoText(asked)).toContain('of what took effect, when asked for');
});

test('the undo of a provider is shown with what the step is given, as far as that is known', () => {
  const step = planOf(swap, inputs)
    .waves.flat()
    .find(({ id }) => id === 'detach');
  expect(step?.undo).toMatchObject({
    action: 'vm/floatingip-add',
    isProviders: true,
    destroys: false,
    with: {
      vm_id: { kind: 'known', value: 'b1' },
      ip: { kind: 'known', value: '192.0.2.7' },
    },
  });
});

test('a restricted key needs what an undo calls, what it waits with, and what settles a lost call', () => {
  const { permissions } = planOf(`
name: one
steps:
  - id: image
    uses: vm/snapshot
    with: { vm_id: a, name: b }
    undo: true
`);
  expect(permissions).toEqual(['image.delete', 'image.details', 'image.list', 'vm.snapshot']);
});

test('graphs name the action that takes a step back', () => {
  const view = planOf(swap, inputs);
  expect(renderPlanMermaid(view)).toContain('<br/>undo: vm/floatingip-add"]');
  expect(renderPlanDot(view)).toContain(String.raw`\nundo: vm/floatingip-add"`);
});
