import type { CommandSpec, Flag } from './command.ts';
import { helpFlag } from './parse-command-line.ts';

/** Help of the whole program. */
export function renderHelp(commands: readonly CommandSpec[]): string {
  return [
    'Perilune runs declarative YAML workflows against the API of a cloud.',
    '',
    'Usage: perilune COMMAND …',
    '',
    'Commands:',
    ...table(commands.map((command) => [`${command.name} ${command.operands}`, command.summary])),
    '',
    'Flags:',
    ...table([
      ['-h, --help', 'Show this help; after a command, the help of the command.'],
      ['-V, --version', 'Show the version.'],
    ]),
    '',
    'RUN is the id of a run, as much of its beginning as tells it apart, or `last`.',
    'What is remembered of runs is in $PERILUNE_HOME, else in the folder for state.',
    '',
    'Credentials: LUNANODE_API_ID and LUNANODE_API_KEY, from the environment or',
    'from --env-file. LUNANODE_API_URL points elsewhere, such as at a simulator.',
    '',
    'Exit codes: 0 succeeded, 1 the run failed or was undone, 2 the workflow or the',
    'command line is wrong, 3 an operator is needed, 130 cancelled.',
    '',
  ].join('\n');
}

/** Help of one command. */
export function renderCommandHelp(command: CommandSpec): string {
  const flags = [...command.flags, helpFlag];
  return [
    command.summary,
    '',
    `Usage: perilune ${[command.name, command.operands, '[flags]'].filter(Boolean).join(' ')}`,
    '',
    'Flags:',
    ...table(flags.map((flag) => [flagName(flag), flag.summary])),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function flagName(flag: Flag): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  return `${short}--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}`;
}

const width = 80;

/** Two columns; the second one is folded where the line would be too long. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.trimEnd().length)) + 2;
  return rows.flatMap(([name, text]) => {
    const [first = '', ...rest] = fold(text, width - left - 2);
    return [
      `  ${name.trimEnd().padEnd(left)}${first}`,
      ...rest.map((line) => `  ${' '.repeat(left)}${line}`),
    ];
  });
}

function fold(text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
