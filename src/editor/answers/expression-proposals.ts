import { describeContext } from '../../core/expression/context-descriptions.ts';
import type { Variables } from '../../core/expression/expression-types.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import type { Outline } from '../document/outline.ts';
import { boundNames } from '../expression/bound-names.ts';
import { callables, receiversOf, type Callable } from '../expression/callables.ts';
import { schemaEndingAt, type Names } from '../expression/schema-ending-at.ts';
import type { Site } from '../expression/site.ts';
import { endsInString, isDot, tokenize, type Token } from '../expression/tokens.ts';
import { describeCallable, describeStep } from '../language/descriptions.ts';
import type { Wording } from '../surroundings.ts';
import type { Proposal } from './proposal.ts';

interface Around {
  readonly names: Variables;
  readonly place: Site['place'];
  readonly outline: Outline;
  readonly wording: Wording;
}

/** What could follow in an expression; all that counts is what is written before. */
export function expressionProposals(typed: string, around: Around): readonly Proposal[] {
  const all = tokenize(typed);
  if (endsInString(all)) return [];
  const last = all.at(-1);
  const isPartial = last?.end === typed.length && (last.kind === 'name' || last.kind === 'number');
  const tokens = isPartial ? all.slice(0, -1) : all;
  if (isPartial && last.kind === 'number') return [];
  const lookUp: Names = (name) => around.names[name];
  const bound = boundNames(tokens, tokens.length, lookUp);
  if (!isDot(tokens.at(-1))) return starts(bound, around);
  const names: Names = (name) => bound.get(name) ?? lookUp(name);
  const { schema } = schemaEndingAt(tokens, tokens.length - 2, names);
  return isSteps(tokens) ? stepIds(schema, around) : members(schema, around);
}

/** What an expression can start with: names and functions. */
function starts(
  bound: ReadonlyMap<string, JsonSchema>,
  { names, place, wording }: Around,
): readonly Proposal[] {
  const variables = [...Object.entries(names), ...bound].map(([name, schema]): Proposal => ({
    label: name,
    kind: 'variable',
    isImportant: true,
    detail: wording.type(schema),
    documentation: describeContext(name)?.what ?? '',
  }));
  const functions = [...callables()]
    .filter(([key, { isStatus }]) => !key.startsWith('.') && (!isStatus || place === 'if'))
    .map(([, callable]) => callableProposal(callable, 'function'));
  return [...variables, ...functions];
}

function isSteps(tokens: readonly Token[]): boolean {
  return tokens.at(-2)?.text === 'steps' && !isDot(tokens.at(-3));
}

function stepIds(schema: JsonSchema | undefined, { outline }: Around): readonly Proposal[] {
  const steps = new Map(outline.steps.map((step) => [step.id?.name, step]));
  return Object.keys(schema?.properties ?? {}).map((id): Proposal => {
    const { uses = null, description = null } = steps.get(id) ?? {};
    return {
      label: id,
      kind: 'step',
      ...(uses === null ? {} : { detail: uses.name }),
      documentation: describeStep(id, uses?.name ?? null, description?.name ?? null),
    };
  });
}

/** Fields of a value, then the methods that its type has. */
function members(schema: JsonSchema | undefined, { wording }: Around): readonly Proposal[] {
  const fields = Object.entries(schema?.properties ?? {})
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
    .map(([name, member]): Proposal => {
      const isCertain = schema?.required?.includes(name) === true;
      return {
        label: name,
        kind: 'field',
        isImportant: true,
        detail: `${wording.type(member)}${isCertain ? '' : ', if any'}`,
        documentation: wording.field(member),
      };
    });
  const receivers = receiversOf(schema);
  const methods = [...callables().values()]
    .filter((each) => each.receivers.some((type) => receivers?.includes(type) ?? true))
    .map((callable) => callableProposal(callable, 'method', receivers?.[0]));
  return [...fields, ...methods];
}

function callableProposal(
  callable: Callable,
  kind: 'function' | 'method',
  receiver = '',
): Proposal {
  const [first = ''] = callable.signatures;
  const signature = callable.signatures.find((each) => each.startsWith(receiver)) ?? first;
  return {
    label: callable.name,
    kind,
    text: `${callable.name}(${takesNothing(callable) ? ')' : ''}`,
    detail: signature,
    documentation: describeCallable(callable),
  };
}

function takesNothing({ signatures }: Callable): boolean {
  return signatures.every((signature) => signature.includes('()'));
}
