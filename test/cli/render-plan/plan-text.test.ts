import { expect, test } from 'vitest';
import { renderPlanText } from '../../../src/cli/render-plan/plan-text.ts';
import { noPaint, type Paint } from '../../../src/core/diagnostic/code-frame.ts';
import { planOf } from './plan-of.ts';
import { swap, swapInputs } from './swap.ts';

test('shows the calls wave by wave, with constants and inputs as they will be', () => {
  const view = planOf(swap, { ...swapInputs, remove_old: true });
  expect(renderPlanText(view, noPaint, 80)).toMatchInlineSnapshot(`
    "swap  test.yaml
    Put a fresh VM behind a floating IP.
    It is cancelled after 1h.

    Inputs
      floating_ip = 192.0.2.7
      old_vm      = f00
      plan_id     = m.2
      remove_old  = true

    Steps  (those with the same number can run at the same time)

      1  green  vm/create  billed
         the VM that takes over
           hostname = web-\${{ run.id }}
           plan_id  = m.2
           image_id = "94953"
           region   = toronto
         then waits until the VM runs and has its address (active): looks every 5s
           to 20s, for up to 10m, with vm/info

      2  healthy  http/request
         after green
           url     = http://\${{ steps.green.outputs.ip }}/healthz
           headers = {authorization: ***}
         until outputs.status == 200: looks every 5s to 20s, for up to 5m
         one attempt may take 10s

      3  attach  vm/floatingip-add
         after green, healthy
           vm_id = (known after green)
           ip    = 192.0.2.7
         up to 5 attempts, with waits from 2s to 30s, each 2 times the last, 20 %
           of them left to chance, only if failure.kind == "cut"

      4  remove  vm/delete  destroys
         after attach
         if inputs.remove_old (which is true)
           vm_id = f00
         ends before its work is done; \`await: gone\` would wait

      5  tell  shell/run
         after remove
           command = [echo, removed]

    Finally  (whatever happened before)

      1  note  value/set
           at    = (known when the step starts)
           green = (known after green)

    6 calls: 1 billed, 1 that destroys
    a restricted API key needs:
      floating.list,vm.create,vm.delete,vm.floatingip-add,vm.floatingip-delete,vm.info,vm.iplist,vm.list
    "
  `);
});

test('says which steps a condition leaves out, and those that need them', () => {
  const text = renderPlanText(planOf(swap, swapInputs), noPaint, 80);
  expect(text.slice(text.indexOf('  4  remove'), text.indexOf('Finally'))).toMatchInlineSnapshot(`
    "  4  remove  vm/delete  skipped
         after attach
         if inputs.remove_old
         does not run: its condition is false
           vm_id = f00

      5  tell  shell/run  skipped
         after remove
         does not run: "remove" does not
           command = [echo, removed]

    "
  `);
});
const sub = `
name: snap
inputs: { vm: { type: string }, label: { type: string }, count: { type: integer, default: 3 } }
steps:
  - id: shot
    uses: vm/snapshot
    with: { vm_id: '\${{ inputs.vm }}', name: '\${{ inputs.label }}-\${{ inputs.count }}' }
`;

test('marks loops, and shows a sub-workflow under the step that runs it', () => {
  const view = planOf(
    `
name: nightly
steps:
  - id: images
    uses: image/list
  - id: prune
    uses: image/delete
    foreach: newest(steps.images.outputs.images, "name", 3)
    key: item.image_id
    max-parallel: 1
    with: { image_id: '\${{ item.image_id }}' }
    await: gone
  - id: shots
    uses: workflow/run
    foreach: [blue, green]
    continue-on-error: true
    with: { file: snap.yaml, inputs: { vm: '\${{ steps.images.status }}', label: '\${{ item }}' } }
`,
    {},
    { 'snap.yaml': sub },
  );
  expect(renderPlanText(view, noPaint, 60)).toMatchInlineSnapshot(`
    "nightly  test.yaml

    Steps  (those with the same number can run at the same time)

      1  images  image/list

      2  prune  image/delete  destroys
         after images
         for each of newest(steps.images.outputs.images,
           "name", 3) (known after images), one by one, each
           called by item.image_id
           image_id = (known after images)
         then waits until the image no longer exists (gone):
           looks every 10s to 1m, for up to 2h, with
           image/details

      2  shots  workflow/run
         after images
         for each of [blue, green] (2 times)
           file   = snap.yaml
           inputs = {vm: (known after images), label: (for each
                    item)}
         the run goes on if it fails

           snap  snap.yaml

           Inputs
             vm    = (known at start)
             label = (known at start)
             count = 3

           Steps

             1  shot  vm/snapshot  billed
                  vm_id = (known at start)
                  name  = \${{ inputs.label }}-3
                ends before its work is done; \`await: active\`
                  would wait

    3 calls: 2 billed, none that destroy
    and 1 loop over a list that is not known yet: none billed,
      1 that destroys
    a restricted API key needs:
      image.delete,image.details,image.list,vm.snapshot
    "
  `);
});

test('colours change nothing but the colour', () => {
  const view = planOf(swap, swapInputs);
  const coloured = renderPlanText(view, brackets, 80);
  expect(coloured).not.toBe(renderPlanText(view, noPaint, 80));
  expect(coloured.replaceAll(/[⟦⟧]/g, '')).toBe(renderPlanText(view, noPaint, 80));
});

const brackets: Paint = {
  error: (text) => `⟦${text}⟧`,
  warning: (text) => `⟦${text}⟧`,
  dim: (text) => `⟦${text}⟧`,
  bold: (text) => `⟦${text}⟧`,
};

test('no character of a workflow moves the cursor or hides', () => {
  const view = planOf(String.raw`
name: odd
steps:
  - { id: one, description: "\e[2Jgone", uses: value/set, with: { answer: "a\e[31mb\u202ec", other: "x\ny" } }
`);
  const text = renderPlanText(view, noPaint, 80);
  expect(text).toContain('answer = "a\\u001b[31mb\\u{202e}c"');
  expect(text).toContain(String.raw`other  = "x\ny"`);
  expect(text).toContain('gone');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a value that is longer than eight lines is cut', () => {
  const view = planOf(`
name: long
steps:
  - { id: one, uses: value/set, with: { answer: ${'word '.repeat(200)} } }
`);
  const lines = renderPlanText(view, noPaint, 60).split('\n');
  expect(lines.filter((line) => line.includes('word'))).toHaveLength(8);
  expect(lines.find((line) => line.includes('more lines'))?.trim()).toMatch(/^… \d+ more lines$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('a thousand steps are a thousand entries, and take no longer than they must', () => {
  const steps = Array.from({ length: 1000 }, (_, at) =>
    at % 10 === 0
      ? `  - { id: s${at}, uses: value/set, with: { answer: ${at} } }`
      : `  - { id: s${at}, uses: value/set, with: { answer: '\${{ steps.s${at - 1}.outputs }}' } }`,
  );
  const view = planOf(`name: many\nsteps:\n${steps.join('\n')}\n`);
  const started = performance.now();
  const text = renderPlanText(view, noPaint, 80);
  expect(performance.now() - started).toBeLessThan(1000);
  expect(text.match(/^ +\d+ {2}s\d+ {2}value\/set$/gm)).toHaveLength(1000);
  expect(view.waves.map((wave) => wave.length)).toEqual(Array.from({ length: 10 }, () => 100));
  expect(text).toContain('\n1000 calls: none billed, none that destroy\n');
});

test('says what else holds for a step', () => {
  const view = planOf(`
name: odd
on-failure: continue
inputs: { list: { type: array, default: [] } }
secrets: [TOKEN]
steps:
  - id: look
    uses: vm/info
    with: { vm_id: f00 }
    until: outputs.info.status_raw == "active"
    fail-if: outputs.info.status_raw == "error"
    timeout: 1h
  - id: once
    uses: shell/run
    foreach: ['\${{ run.id }}']
    max-parallel: 2
    with: { script: echo, stdin: '\${{ secrets.TOKEN }}' }
    env: { EMPTY: '', NUMBER: '7', ITEM: '\${{ item }}-\${{ index }}' }
    retry: { attempts: 1 }
  - id: steady
    needs: [look]
    if: always()
    uses: value/set
    with: { list: [a, 'b c', '1', { d: null }], map: { 'a b': '\${{ steps.look.status }}' } }
    retry: { delay: 3s, backoff: 1, jitter: 0 }
`);
  expect(renderPlanText(view, noPaint, 80)).toMatchInlineSnapshot(`
    "odd  test.yaml
    When a step fails, what does not need it goes on all the same.

    Inputs
      list = []

    Steps  (those with the same number can run at the same time)

      1  look  vm/info
           vm_id = f00
         until outputs.info.status_raw == "active": looks every 5s to 30s, for up
           to 10m
         fails at once if outputs.info.status_raw == "error"
         may take 1h in all

      1  once  shell/run
         for each of [(known at start)] (once), 2 at a time
           script     = echo
           stdin      = ***
           env.EMPTY  = ""
           env.NUMBER = "7"
           env.ITEM   = \${{ item }}-\${{ index }}
         is not repeated when it fails

      2  steady  value/set
         after look
         if always()
           list = [a, "b c", "1", {d: null}]
           map  = {a b: (known after look)}
         up to 4 attempts, with waits of 3s

    3 calls: none billed, none that destroy
    a restricted API key needs:
      vm.info
    "
  `);
});

test('says when an expression would fail', () => {
  const view = planOf(`
name: short
inputs: { list: { type: array, default: [1] } }
steps: [{ id: one, uses: value/set, with: { a: '\${{ inputs.list[7] }}' } }]
`);
  expect(renderPlanText(view, noPaint, 80)).toMatch(/^ +a = \(no value: .*7.*\)$/m);
});
