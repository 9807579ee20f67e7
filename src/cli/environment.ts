import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from './command.ts';
import type { CliContext } from './context.ts';
import { explain, readText } from './workflow-source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a command: that of the process, and over it what a file says.
 *
 * @throws {UsageError} when the file cannot be read.
 */
export function environmentOf(context: CliContext, file: string | undefined): Environment {
  if (file === undefined) return context.env;
  try {
    return { ...context.env, ...parseEnv(readText(resolve(context.cwd, file))) };
  } catch (error) {
    throw new UsageError(`--env-file ${file}: ${explain(error)}`);
  }
}
