import { nearest } from '../core/diagnostic/nearest.ts';
import { UsageError, type CommandSpec, type Flag, type Given } from './command.ts';

/**
 * Reads what follows the name of a command: `--flag value`, `--flag=value`, `-f value`, `--` before
 * operands that look like flags.
 *
 * @throws {UsageError}
 */
export function parseCommandLine(spec: CommandSpec, words: readonly string[]): Given {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  let onlyOperands = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (onlyOperands || word === '-' || !word.startsWith('-')) {
      operands.push(word);
    } else if (word === '--') {
      onlyOperands = true;
    } else {
      const { flag, attached } = findFlag(spec, word);
      let value = attached ?? '';
      if (flag.value !== undefined && attached === undefined) {
        at += 1;
        value = words[at] ?? missingValue(flag);
      }
      checkValue(flag, value, attached);
      if (values.has(flag.name) && flag.isRepeatable !== true && flag.value !== undefined) {
        throw new UsageError(`--${flag.name} is given twice`);
      }
      values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
    }
  }
  checkOperands(spec, operands);
  return {
    operands,
    has: (flag) => values.has(flag),
    value: (flag) => values.get(flag)?.at(-1),
    values: (flag) => values.get(flag) ?? [],
  };
}

export const helpFlag: Flag = { name: 'help', short: 'h', summary: 'Show this help.' };

function findFlag(spec: CommandSpec, word: string): { flag: Flag; attached: string | undefined } {
  const flags = [...spec.flags, helpFlag];
  const [name = '', ...rest] = word.split('=');
  const attached = rest.length > 0 ? rest.join('=') : undefined;
  const long = name.startsWith('--') ? name.slice(2) : null;
  const flag = flags.find((each) =>
    long === null ? each.short === name.slice(1) : each.name === long,
  );
  if (flag !== undefined) return { flag, attached };
  // `-iname=value`: a short flag with its value attached.
  const short = flags.find(
    (each) => each.short !== undefined && long === null && each.short === word[1],
  );
  if (short?.value !== undefined) return { flag: short, attached: word.slice(2) };
  const near = nearest(
    long ?? '',
    flags.map((each) => each.name),
  );
  throw new UsageError(
    `perilune ${spec.name} has no flag ${name}`,
    near === undefined ? `see perilune ${spec.name} --help` : `did you mean --${near}?`,
  );
}

function missingValue(flag: Flag): never {
  throw new UsageError(`--${flag.name} needs a value: --${flag.name} ${flag.value ?? ''}`);
}

function checkValue(flag: Flag, value: string, attached: string | undefined): void {
  if (flag.value === undefined && attached !== undefined) {
    throw new UsageError(`--${flag.name} takes no value`);
  }
  if (flag.choices !== undefined && !flag.choices.includes(value)) {
    throw new UsageError(
      `--${flag.name} cannot be "${value}"`,
      `it is one of: ${flag.choices.join(', ')}`,
    );
  }
}

function checkOperands(spec: CommandSpec, operands: readonly string[]): void {
  if (operands.length < spec.count.least) {
    throw new UsageError(`perilune ${spec.name} needs ${spec.operands}`, exampleOf(spec));
  }
  if (operands.length > spec.count.most) {
    const extra = operands[spec.count.most] ?? '';
    throw new UsageError(`perilune ${spec.name} has no use for "${extra}"`, exampleOf(spec));
  }
}

function exampleOf(spec: CommandSpec): string | undefined {
  const [first] = spec.examples;
  return first === undefined ? undefined : `for example: ${first}`;
}
