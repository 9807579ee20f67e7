import type { ActionSpec } from '../../core/action-spec.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import type { Callable } from '../expression/callables.ts';
import type { Wording } from '../surroundings.ts';

/** All that an editor shows of an action, in Markdown. */
export function describeAction(action: ActionSpec, wording: Wording): string {
  const waits = Object.keys(action.waits).map((name) => `\`${name}\``);
  const lines = [
    ...wording.facts(action),
    ...action.notes,
    ...(waits.length === 0 ? [] : [`Waits: ${waits.join(', ')}.`]),
  ];
  return paragraphs(
    `**${action.name}**`,
    sentence(action.summary),
    lines.map((line) => `- ${line}`).join('\n'),
  );
}

/** A parameter of an action, or an input of a workflow. */
export function describeParameter(
  name: string,
  schema: JsonSchema,
  { wording, isRequired }: { readonly wording: Wording; readonly isRequired: boolean },
): string {
  const facts = `${wording.type(schema)}${isRequired ? ', required' : ''}`;
  return paragraphs(`\`${name}\`: ${facts}`, wording.parameter(schema));
}

/** What an expression looks at: `steps.create.outputs.vm_id`. */
export function describeField(path: string, schema: JsonSchema, wording: Wording): string {
  return paragraphs(`\`${path}\`: ${wording.type(schema)}`, wording.field(schema));
}

export function describeWait(action: ActionSpec, name: string, wording: Wording): string {
  return paragraphs(`**${name}** of ${action.name}`, wording.wait(action, name));
}

export function describeCallable({ signatures, description, example }: Callable): string {
  return paragraphs(
    ['```', ...signatures, '```'].join('\n'),
    description,
    example === null ? '' : `For example \`${example}\`.`,
  );
}

/** A step, for those that refer to it. */
export function describeStep(id: string, uses: string | null, description: string | null): string {
  const action = uses === null ? '' : ` uses \`${uses}\``;
  return paragraphs(`step \`${id}\`${action}`, description ?? '');
}

/** Texts as paragraphs; empty ones are left out. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
