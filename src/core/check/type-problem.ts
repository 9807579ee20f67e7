import { nearest, suggestion } from '../diagnostic/nearest.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic.ts';
import { functionDefinitions } from '../expression/environment.ts';
import type { Expression } from '../expression/expression.ts';
import type { TypeProblem } from '../expression/expression-types.ts';
import type { ReferenceSegment } from '../expression/references.ts';
import { describeType } from './expected-type.ts';

export interface Explanation {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What the type checker of the expression language found, in words that say what to do. */
export function explainTypeProblem(problem: TypeProblem, expression: Expression): Explanation {
  const { code, message } = problem;
  if (problem.field !== undefined) return explainField(problem, problem.field, expression);
  const [given = '', other = ''] = [...message.matchAll(/'([^']*)'/g)].map((found) => found[1]);
  switch (code) {
    case 'no_such_overload':
      return typeError(...explainOperator(message));
    case 'no_matching_overload':
      return explainCall(given);
    case 'invalid_index_type':
      return typeError(
        'this is a list: it has items, not fields',
        'name one by its number, `[0]`, or go through all with `.map(each, each.FIELD)`',
      );
    case 'invalid_map_key':
      return typeError(message, 'put quotes around it');
    case 'never_equal':
      return typeError(`this is never equal: it has to be ${describeType(given)}`);
    case 'cannot_index_type':
      return typeError(`${describeType(given)} has no fields`);
    case 'incompatible_ternary_branches': {
      const both = `${describeType(given)} and ${describeType(other)}`;
      return typeError(`what stands around \`:\` has to be of one type, and is ${both}`);
    }
    case 'invalid_logical_operand':
    case 'invalid_condition_type':
      return typeError(`a condition has to be true or false, and this is ${describeType(given)}`);
    case 'invalid_comprehension_range':
      return typeError(`only a list can be gone through, and this is ${describeType(given)}`);
    default:
      return typeError(message.charAt(0).toLowerCase() + message.slice(1));
  }
}

/** A field that does not exist, of the path that stands before it. */
function explainField(
  { range }: TypeProblem,
  { name, known }: NonNullable<TypeProblem['field']>,
  { references }: Expression,
): Explanation {
  const isHere = (segment: ReferenceSegment) => segment.range.start === range.start;
  const reference = references.find((each) => each.path.some(isHere));
  const before = reference?.path.slice(0, reference.path.findIndex(isHere)) ?? [];
  const whole = reference && [reference.root, ...before.map((segment) => segment.name)];
  const [context = ''] = whole?.length === 1 ? whole : [];
  const what = whole === undefined ? 'it' : `\`${whole.join('.')}\``;
  return {
    code: 'unknown-reference',
    message: undeclared(context, name) ?? `${what} has no field "${name}"`,
    hint: suggestion(name, known) ?? declaration(context, name),
  };
}

function undeclared(context: string, name: string): string | undefined {
  switch (context) {
    case 'inputs':
      return `the workflow has no input "${name}"`;
    case 'secrets':
      return `the workflow does not declare the secret "${name}"`;
    case 'env':
      return `the workflow does not declare the environment variable "${name}"`;
    default:
      return undefined;
  }
}

/** How to declare what an expression wants to see. */
function declaration(context: string, name: string): string | undefined {
  switch (context) {
    case 'inputs':
      return `declare it: \`inputs: { ${name}: { type: string } }\``;
    case 'secrets':
      return `declare it: \`secrets: [${name}]\``;
    case 'env':
      return `declare it under \`env:\` of the workflow`;
    default:
      return undefined;
  }
}

function typeError(message: string, hint?: string): Explanation {
  return { code: 'type-error', message, hint };
}

function explainOperator(message: string): [message: string, hint?: string] {
  const binary = /^no such overload: (.*) (\S+) (.*)$/.exec(message);
  if (binary === null) {
    const [, operator = '', type = ''] = /: ([-!])(.*)$/.exec(message) ?? [];
    return [`\`${operator}\` cannot stand before ${describeType(type)}`];
  }
  const [, left = '', operator = '', right = ''] = binary;
  const words = `these do not go together: ${describeType(left)} ${operator} ${describeType(right)}`;
  const isText = operator === '+' && [left, right].includes('string');
  return isText ? [words, 'make texts of both with `string(…)`'] : [words];
}

/** `call` is as the library writes it: `string.name(int)`, `name(int, string)`. */
function explainCall(call: string): Explanation {
  const [, receiver, name = '', types = ''] = /^(?:(.*)\.)?(\w+)\((.*)\)$/.exec(call) ?? [];
  const isMethod = receiver !== undefined;
  const candidates = functionDefinitions().filter(
    (each) => (each.receiverType !== null) === isMethod,
  );
  const shown = isMethod ? `.${name}` : name;
  const same = candidates.filter((each) => each.name === name);
  if (same.length === 0) {
    const near = nearest(name, new Set(candidates.map((each) => each.name)));
    return {
      code: 'unknown-reference',
      message: `there is no ${isMethod ? 'method' : 'function'} \`${shown}()\``,
      hint: near === undefined ? undefined : `did you mean "${near}"?`,
    };
  }
  const given = types === '' ? 'nothing' : types.split(', ').map(describeType).join(', ');
  const on = isMethod ? ` of ${describeType(receiver)}` : '';
  const forms = new Set(same.map((each) => `\`${each.signature}\``));
  const hint = `there is: ${[...forms].slice(0, 3).join(', ')}`;
  return typeError(`\`${shown}()\`${on} cannot be called with ${given}`, hint);
}
