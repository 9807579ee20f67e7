import type { SourceRange } from '../diagnostic/source-file.ts';
import type { WorkflowFile } from '../document/workflow-file.ts';

/** What to do about a value that is written out and has another type than one of those wanted. */
export function typeHint(
  types: readonly string[],
  value: unknown,
  written: string,
): string | undefined {
  const wanted = new Set(types);
  if (value === null) return 'write a value, or remove this';
  if (wanted.has('boolean')) return booleanHint(value);
  if (wanted.has('array')) return listHint(value, written);
  if (wanted.has('string') && ['number', 'boolean'].includes(typeof value)) {
    return `put quotes around it: '${written}'`;
  }
  if (typeof value !== 'string') return undefined;
  if (wanted.has('object') && /^[\w-]+:\S/.test(value)) {
    return 'a `:` that ends a key needs a blank after it';
  }
  const isNumber = wanted.has('integer') || wanted.has('number');
  return isNumber ? numberHint(value, wanted) : undefined;
}

/** What a number or word looks like in the file; what stands elsewhere looks as it reads. */
export function writtenValue(value: unknown, range: SourceRange, { source }: WorkflowFile): string {
  const text = source.text.slice(range.start, range.end);
  return /^[-+.\w]+$/.test(text) ? text : String(value);
}

function booleanHint(value: unknown): string | undefined {
  const [, yes, no] = /^(?:(yes|on|y|true|1)|(no|off|n|false|0))$/i.exec(String(value)) ?? [];
  const meant = yes === undefined ? no && 'false' : 'true';
  if (!meant) return undefined;
  if (String(value).toLowerCase() === meant) return `remove the quotes: ${meant}`;
  return typeof value === 'string'
    ? `write ${meant}: YAML 1.2 takes "${value}" for a text`
    : `write ${meant}`;
}

function listHint(value: unknown, written: string): string | undefined {
  if (typeof value === 'object') return 'start each item with `- `';
  return written.includes('\n') ? undefined : `write [${written}]`;
}

/** `1_000` is a number in many languages, and a text in YAML 1.2. */
function numberHint(value: string, wanted: ReadonlySet<string>): string | undefined {
  const bare = value.replaceAll(/(?<=\d)[_,' ](?=\d{3}(?!\d))/g, '');
  const pattern = wanted.has('number') ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(bare)) return undefined;
  return bare === value ? `remove the quotes: ${bare}` : `write ${bare}`;
}
