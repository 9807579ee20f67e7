import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { builtinSpecs } from '../src/actions/builtin-actions.ts';
import { renderDiagnostic } from '../src/core/diagnostic/code-frame.ts';
import { createSourceFile } from '../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../src/core/workflow/catalogue.ts';
import { CliRig } from './cli/cli-rig.ts';
import { readWorkflow } from '../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../src/providers/lunanode/provider.ts';
import { readFaultPlan } from '../src/providers/lunanode/simulator/read-fault-plan.ts';

const root = resolve(import.meta.dirname, '..');
const catalogue = createCatalogue([...builtinSpecs, ...lunaNodeSpecs]);

function diagnosticsOf(text: string): string[] {
  const library = { catalogue, readFile: () => null };
  const { diagnostics } = readWorkflow(createSourceFile('web.yaml', text), library);
  return diagnostics.map((each) => renderDiagnostic(each));
}

const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const [example = ''] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');

test('the workflow of the README is valid', () => {
  expect(diagnosticsOf(example)).toEqual([]);
});

test('the mistakes that the README shows are reported as it says', async () => {
  const [, shown] = /\$ npx perilune validate web\.yaml\n(.*?)```/s.exec(readme) ?? [];
  const slips = [
    ['steps.create.outputs.vm_id', 'steps.create.outputs.vmid'],
    ['steps.create.outputs.ip }}/healthz', 'steps.crate.outputs.ip }}/healthz'],
    ['needs: [healthy]', 'needs: [heathy]'],
  ] as const;
  for (const [right] of slips) expect(example.split(right)).toHaveLength(2);
  const wrong = slips.reduce((text, [right, slip]) => text.replace(right, slip), example);
  using rig = new CliRig({ files: { 'web.yaml': wrong } });
  expect(await rig.run('validate', 'web.yaml')).toBe(2);
  expect(rig.stderr).toBe(shown);
  expect(rig.stdout).toBe('');
});

test('the fault plan of the README is one', () => {
  const [, plan = ''] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
  const read = readFaultPlan(plan);
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && read.plan.map(({ action }) => action)).toEqual([
    'vm/create',
    'vm/info',
    'vm/floatingip-add',
  ]);
});

test.each(['README.md', 'src/README.md'])('the links of %s lead somewhere', (page) => {
  const text = readFileSync(resolve(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
  const broken = links.filter((link) => !existsSync(resolve(root, page, '..', link)));
  expect(broken).toEqual([]);
});

test('the README names every command and no other', async () => {
  const { commands } = await import('../src/cli/commands.ts');
  const named = new Set([...readme.matchAll(/npx perilune ([a-z]+)/g)].map(([, name]) => name));
  expect(named).toEqual(new Set(commands.map(({ name }) => name)));
});
