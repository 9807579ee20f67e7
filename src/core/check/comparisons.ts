import { nearest } from '../diagnostic/nearest.ts';
import type { Comparison } from '../expression/comparisons.ts';
import type { JsonSchema } from '../json-schema.ts';
import { schemaOfReference } from '../workflow/reference-schema.ts';
import type { Checked } from './check-workflow.ts';
import { schemaTypes, typeWords } from './type-words.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** Nothing is compared with a value that it cannot have. */
export function checkComparisons({ workflow, report }: Checked): void {
  for (const { expression, variables, inFile } of visibleExpressions(workflow)) {
    for (const { result, what, range } of expression.contradictions()) {
      const [message, operator] = result
        ? [`this is always true: \`${what}\` cannot be both`, '&&']
        : [`this is never true: \`${what}\` cannot be both`, '||'];
      report.warning('never-true', inFile(range), message, {
        hint: `did you mean \`${operator}\`?`,
      });
    }
    for (const comparison of expression.comparisons) {
      const schema = isStatus(comparison)
        ? stepStatus
        : schemaOfReference(comparison.reference, variables);
      if (schema !== undefined && isOtherType(comparison.value, schema)) {
        const range = inFile(comparison.range);
        report.error(
          'type-error',
          range,
          `this is never equal: it has to be ${typeWords(schemaTypes(schema))}`,
          { hint: comparisonHint(comparison.value, schemaTypes(schema)) },
        );
        continue;
      }
      const problem = schema === undefined ? null : mismatch(comparison, schema);
      if (problem === null) continue;
      report.warning('never-true', inFile(comparison.range), problem.message, {
        hint: problem.hint,
      });
    }
  }
}

/** How a step can have ended, as `steps.ID.status` tells. */
const stepStatus: JsonSchema = {
  type: 'string',
  enum: ['succeeded', 'failed', 'skipped', 'cancelled', 'running'],
};

function isStatus({ reference: { root, path } }: Comparison): boolean {
  return root === 'steps' && path.length === 2 && path[1]?.name === 'status';
}

/** Whether a constant is of a type that the place never has. */
function isOtherType(value: Comparison['value'], schema: JsonSchema): boolean {
  const types = schemaTypes(schema);
  if (types.length === 0) return false;
  return typeof value === 'number'
    ? !types.includes('number') && !types.includes('integer')
    : !types.includes(typeof value);
}

function comparisonHint(value: Comparison['value'], types: readonly string[]): string | undefined {
  if (types.includes('string')) return `compare with a text: ${JSON.stringify(String(value))}`;
  if (typeof value !== 'string') return undefined;
  const isMeant = types.includes('boolean') ? /^(?:true|false)$/ : /^-?\d+(?:\.\d+)?$/;
  return isMeant.test(value) ? `remove the quotes: ${value}` : undefined;
}

interface Mismatch {
  readonly message: string;
  readonly hint: string;
}

function mismatch({ value, operator, reference }: Comparison, schema: JsonSchema): Mismatch | null {
  const what = [reference.root, ...reference.path.map((segment) => segment.name)].join('.');
  const result = operator === '!=' ? 'always true' : 'never true';
  const allowed = schema.enum?.map(String);
  if (allowed !== undefined) {
    if (allowed.includes(String(value))) return null;
    const near = nearest(String(value), allowed);
    return {
      message: `this is ${result}: \`${what}\` is one of ${allowed.join(', ')}`,
      hint: near === undefined ? 'compare with one of these' : `did you mean "${near}"?`,
    };
  }
  // Known values are not all values; one that differs only in its letters' case is a slip.
  const known = (schema.examples ?? []).filter((each) => typeof each === 'string');
  if (typeof value !== 'string' || known.includes(value)) return null;
  const folded = value.toLowerCase();
  const same = known.find((each) => each.toLowerCase() === folded);
  const right = same ?? (isOfStates(reference.path.at(-1)?.name ?? '', known) ? folded : value);
  if (right === value) return null;
  const how = same === undefined ? 'in small letters' : `"${same}"`;
  return {
    message: `this is most likely ${result}: \`${what}\` is written ${how}`,
    hint: `write "${right}"`,
  };
}

/** Whether a field is a state, and all of those that are known are small letters. */
function isOfStates(name: string, known: readonly string[]): boolean {
  return (
    /status|state/.test(name) && known.length > 0 && known.every((each) => /^[a-z_]+$/.test(each))
  );
}
