import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Workflow } from '../core/workflow/workflow.ts';
import { UsageError, type Given } from './command.ts';
import { explain, readText } from './workflow-source.ts';

/**
 * The inputs of a command line: those of `--inputs`, and over them those of `-i`.
 *
 * @throws {UsageError}
 */
export function givenInputs(given: Given, workflow: Workflow, cwd: string): JsonObject {
  const file = given.value('inputs');
  const inputs: Record<string, Json> = file === undefined ? {} : { ...inputsFile(file, cwd) };
  for (const word of given.values('input')) {
    const at = word.indexOf('=');
    const name = word.slice(0, Math.max(0, at));
    // Not shown: what is no name can be a value without one, and that a secret.
    if (!inputName.test(name)) {
      throw new UsageError('-i takes a name and a value: -i NAME=VALUE');
    }
    inputs[name] = parseValue(word.slice(at + 1), isText(workflow, name), name);
  }
  return inputs;
}

/** Every name of an input is like this. */
const inputName = /^[a-z][a-z0-9_]*$/;

function inputsFile(path: string, cwd: string): JsonObject {
  let text: string;
  try {
    text = readText(resolve(cwd, path));
  } catch (error) {
    throw new UsageError(`--inputs ${path}: ${explain(error)}`);
  }
  const value = parseYaml(text, `--inputs ${path}`);
  if (isJsonObject(value)) return value;
  throw new UsageError(`--inputs ${path}: it has to be a mapping of names to values`);
}

/** What a person types for a text is a text, even if it looks like a number. */
function parseValue(text: string, wantsText: boolean, name: string): Json {
  return wantsText ? text : parseYaml(text, `-i ${name}`);
}

function isText(workflow: Workflow, name: string): boolean {
  const schema = workflow.inputs[name];
  const types = [schema?.type ?? []].flat();
  return types.length === 0 ? schema === undefined : types.every((type) => type === 'string');
}

function parseYaml(text: string, where: string): Json {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    lineCounter: lines,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw notYaml(where, `${reasonOf(problem)}, at line ${line}, column ${col}`);
  }
  try {
    // What YAML's core schema gives is what JSON can hold.
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw notYaml(where, 'an alias (`*`) has no anchor before it, or there are too many');
  }
}

/** Without what it quotes, which can be a secret: that comes at the end. */
function reasonOf({ message }: { readonly message: string }): string {
  return message.replace(/(?:: | \\)[^]*$/, '');
}

function notYaml(where: string, reason: string): UsageError {
  return new UsageError(`${where}: this is not valid YAML: ${reason}`);
}
