import type { JsonSchema } from '../json-schema.ts';
import { createLanguage, registerMixedMembership } from './environment.ts';
import { createTypeRegistry } from './type-registry.ts';

/** Tells what expressions give, while the names that they see become known one after the other. */
export interface GrowingTypes {
  /** @throws when the name is known already. */
  declare(name: string, schema: JsonSchema): void;
  /** What an expression gives, as far as it can be told. */
  resultOf(expression: string): JsonSchema;
}

export function createGrowingTypes(): GrowingTypes {
  const registry = createTypeRegistry();
  // One language for all: to clone it for each of thousands of names would cost their square.
  const language = createLanguage();
  registerMixedMembership(language);
  return {
    declare(name, schema) {
      const type = registry.typeOf(schema);
      registry.registerIn(language);
      language.registerVariable(name, type);
    },
    resultOf(expression) {
      const result = language.parse(expression).check();
      return result.valid ? registry.schemaOf(result.type ?? 'dyn') : {};
    },
  };
}
