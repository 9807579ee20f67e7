import { nearest } from '../core/diagnostic/nearest.ts';
import { Cancelled, CommandFailed, UsageError, type CommandSpec } from './command.ts';
import { commands } from './commands.ts';
import type { CliContext } from './context.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { renderCommandHelp, renderHelp } from './help.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { version } from './version.ts';

/** The program: takes the words after its name, and says with which code to end. */
export async function main(words: readonly string[], context: CliContext): Promise<ExitCode> {
  try {
    return await dispatch(words, context);
  } catch (error) {
    if (error instanceof UsageError || error instanceof CommandFailed) {
      const hint = error.hint === undefined ? '' : `\n${error.hint}`;
      context.stderr.write(`perilune: ${error.message}${hint}\n`);
      return error instanceof UsageError ? exitCode.usage : exitCode.failed;
    }
    if (error instanceof Cancelled) {
      context.stderr.write(`perilune: ${error.message}\n`);
      return exitCode.cancelled;
    }
    context.stderr.write(`perilune: this is a mistake in Perilune itself, please report it\n`);
    context.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCode.failed;
  }
}

async function dispatch(words: readonly string[], context: CliContext): Promise<ExitCode> {
  const [first, ...rest] = words;
  switch (first) {
    case undefined:
      context.stderr.write(renderHelp(commands));
      return exitCode.usage;
    case '-h':
    case '--help':
    case 'help':
      context.stdout.write(helpFor(rest[0]));
      return exitCode.succeeded;
    case '-V':
    case '--version':
    case 'version':
      context.stdout.write(`${version()}\n`);
      return exitCode.succeeded;
    default: {
      const command = findCommand(first);
      if (rest.includes('--help') || rest.includes('-h')) {
        context.stdout.write(renderCommandHelp(command));
        return exitCode.succeeded;
      }
      const given = parseCommandLine(command, rest);
      const module = await command.load();
      return module.run(given, context);
    }
  }
}

function helpFor(name: string | undefined): string {
  return name === undefined ? renderHelp(commands) : renderCommandHelp(findCommand(name));
}

function findCommand(name: string): CommandSpec {
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  if (name.startsWith('-')) throw new UsageError(`there is no flag ${name}`, 'see perilune --help');
  const near = nearest(
    name,
    commands.map((each) => each.name),
  );
  throw new UsageError(
    `there is no command "${name}"`,
    near === undefined ? 'see perilune --help' : `did you mean "perilune ${near}"?`,
  );
}
