import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { suggestion } from '../../core/diagnostic/nearest.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { packageRoot } from '../package-root.ts';
import { explain } from '../workflow-source.ts';

/** A workflow to start from. */
interface Template {
  readonly name: string;
  readonly description: string;
  readonly text: string;
  /** Inputs that whoever runs it has to give. */
  readonly required: readonly string[];
}

/** `perilune new [TEMPLATE] [FILE]` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const templates = readTemplates();
  const [name = await ask(templates, context), file = `${name}.yaml`] = given.operands;
  const template = templates.find((each) => each.name === name);
  if (template === undefined) {
    const hint = suggestion(
      name,
      templates.map((each) => each.name),
    );
    throw new UsageError(`there is no template "${name}"`, hint ?? listOf(templates));
  }
  const target = resolve(context.cwd, file);
  if (existsSync(target) && !given.has('force')) {
    throw new UsageError(
      `${file} is there already`,
      'name another file, or replace it with --force',
    );
  }
  write(target, file, given.has('bare') ? withoutComments(template.text) : template.text);
  const inputs = template.required.map((each) => ` -i ${each}=…`).join('');
  context.stderr.write(
    `${file} is written, and valid. Next:\n` +
      `  perilune plan ${file}${inputs}\n` +
      `  perilune run ${file} --simulate${inputs}\n`,
  );
  return exitCode.succeeded;
}

/** The workflows that come with the program; every one of them is tested. */
function readTemplates(): readonly Template[] {
  const folder = resolve(packageRoot(), 'workflows');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((file) => {
      const text = readFileSync(resolve(folder, file), 'utf8').replace(
        /^# yaml-language-server.*\n#?\n?/,
        '',
      );
      const { description, inputs = {} } = parseDocument(text).toJS() as Head;
      const required = Object.keys(inputs).filter((name) => !('default' in (inputs[name] ?? {})));
      return { name: file.replace('.yaml', ''), description, text, required };
    });
}

/** What is read of a workflow that comes with the program. */
interface Head {
  readonly description: string;
  readonly inputs?: Readonly<Record<string, object>>;
}

async function ask(templates: readonly Template[], context: CliContext): Promise<string> {
  const { ask: question } = context;
  if (question === undefined) {
    throw new UsageError('perilune new needs a TEMPLATE', listOf(templates));
  }
  const answer = (await question(`${listOf(templates)}\nWhich one? `)).trim();
  return templates[Number(answer) - 1]?.name ?? answer;
}

function listOf(templates: readonly Template[]): string {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return templates
    .map(({ name, description }, at) => `  ${at + 1}  ${name.padEnd(width)}  ${description}`)
    .join('\n');
}

function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .trimStart();
}

function write(target: string, file: string, text: string): void {
  try {
    writeFileSync(target, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${explain(error)}`);
  }
}
