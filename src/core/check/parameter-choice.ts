import type { JsonSchema } from '../json-schema.ts';

/** What is wrong with a choice between parameters. */
export type ChoiceProblem =
  /** None of the alternatives is complete: these names are missing, beside those that are given. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[]; readonly beside: string }
  | { readonly kind: 'none'; readonly alternatives: readonly (readonly string[])[] }
  /** Parameters of several alternatives, of which only one may be. */
  | { readonly kind: 'several'; readonly names: readonly string[] };

/** Whether the names that are given make up one of the alternatives that a schema offers. */
export function choiceProblem(input: JsonSchema, given: ReadonlySet<string>): ChoiceProblem | null {
  const branches = input.anyOf ?? input.oneOf ?? [];
  if (branches.length === 0) return null;
  const matching = branches.filter((branch) => fits(branch, given));
  if (matching.length === 1 || (matching.length > 1 && input.anyOf !== undefined)) return null;
  if (matching.length > 1) {
    const names = [...new Set(matching.flatMap((branch) => branch.required ?? []))];
    const shared = names.filter((name) => matching.every((each) => each.required?.includes(name)));
    return { kind: 'several', names: names.filter((name) => !shared.includes(name)) };
  }
  for (const { required = [] } of branches) {
    const beside = required.find((name) => given.has(name));
    const missing = required.filter((name) => !given.has(name));
    if (beside !== undefined) return { kind: 'incomplete', missing, beside };
  }
  return {
    kind: 'none',
    alternatives: branches.flatMap((branch) => (branch.required ? [branch.required] : [])),
  };
}

/** Whether the presence of these names alone satisfies a schema. */
function fits(schema: JsonSchema, given: ReadonlySet<string>): boolean {
  return (
    (schema.required ?? []).every((name) => given.has(name)) &&
    (schema.not === undefined || !fits(schema.not, given)) &&
    (schema.anyOf?.some((each) => fits(each, given)) ?? true) &&
    (schema.oneOf === undefined || schema.oneOf.filter((each) => fits(each, given)).length === 1)
  );
}
