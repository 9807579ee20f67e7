import { Environment, type DefinitionFunction } from '@marcbachmann/cel-js';
import { expressionFunctions, type Surroundings } from './functions.ts';

/** Names that an expression may start with; which of them exist depends on where it stands. */
export const contextNames = [
  'inputs',
  'secrets',
  'env',
  'run',
  'steps',
  'item',
  'index',
  'outputs',
  'failure',
  'attempt',
  'input',
  'acted',
] as const;

export type ContextName = (typeof contextNames)[number];

/**
 * A new language of expressions without any variables: CEL with optional access, lists and maps of
 * mixed values, our own functions, and arithmetic between whole and broken numbers.
 */
export function createLanguage(): Environment {
  common ??= createCommon();
  return common.clone();
}

let common: Environment | undefined;

function createCommon(): Environment {
  const language = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 10_000, maxDepth: 100, maxCallArguments: 32 },
  });
  for (const each of expressionFunctions) {
    for (const signature of each.signatures) {
      language.registerFunction(
        signature,
        (...args: unknown[]) => each.call(surroundings(), ...args),
        {
          description: each.description,
        },
      );
    }
  }
  registerMixedNumbers(language);
  language.registerFunction('string(google.protobuf.Timestamp): string', (time: Date) =>
    time.toISOString(),
  );
  return language;
}

/**
 * JSON knows one kind of number, CEL two that it refuses to mix: `outputs.load + 1` and
 * `outputs.status == 200` have to mean what everyone expects.
 */
function registerMixedNumbers(language: Environment): void {
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [operator, apply] of Object.entries(operators)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    language.registerOperator(`int ${operator} double`, mixed);
    language.registerOperator(`double ${operator} int`, mixed);
  }
  const same = (a: number | bigint, b: number | bigint) => Number(a) === Number(b);
  language.registerOperator('int == double', same);
}

/**
 * For the checks: `1.0 in [1, 2]` is right. What runs knows no types beforehand, and there the
 * library itself compares all numbers with one another; these would only be in its way.
 */
export function registerMixedMembership(language: Environment): void {
  const never = () => {
    throw new Error('this language only checks');
  };
  language.registerOperator('double in list<int>', never);
  language.registerOperator('int in list<double>', never);
}

let definitions: readonly DefinitionFunction[] | undefined;

/** Every function and method that expressions can call, with its signature. */
export function functionDefinitions(): readonly DefinitionFunction[] {
  definitions ??= createLanguage().getDefinitions().functions;
  return definitions;
}

let current: Surroundings | null = null;

/**
 * Evaluates with the surroundings that status functions and `now()` look at. CEL gives functions
 * their arguments only; evaluation is synchronous, so what is set here cannot leak to another.
 */
export function within<T>(moment: Surroundings, evaluate: () => T): T {
  const before = current;
  current = moment;
  try {
    return evaluate();
  } finally {
    current = before;
  }
}

function surroundings(): Surroundings {
  if (current === null) throw new Error('called outside of an evaluation');
  return current;
}
