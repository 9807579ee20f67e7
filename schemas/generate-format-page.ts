import { markdownTable, outsideCode } from '../src/cli/reference/markdown-text.ts';
import { expressionsSection } from './generate-expressions-section.ts';
import { notYetKeys } from './not-yet-keys.ts';

/** The part of JSON Schema that the workflow's schema is written in. */
interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export interface LanguageSchema extends Schema {
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** The page about the workflow format: every key, then expressions and durations. */
export function formatPage(language: LanguageSchema): string {
  const notYet = notYetKeys();
  const around = { definitions: language.$defs, notYet };
  const sections = [
    ...section({ name: 'workflow', schema: language, prefix: '' }, around),
    ...Object.entries(language.$defs)
      .filter(([, schema]) => schema.properties !== undefined)
      .toSorted(([a], [b]) => sectionOrder(a) - sectionOrder(b))
      .flatMap(([name, schema]) => section({ name, schema, prefix: `${name}.` }, around)),
  ];
  const values = Object.entries(language.$defs).filter(([, { properties }]) => !properties);
  return [
    '# The workflow format',
    '',
    'A workflow is a YAML 1.2 file. An editor that knows JSON Schema completes and checks it when its first line is',
    '',
    '```yaml',
    '# yaml-language-server: $schema=../schemas/workflow.schema.json',
    '```',
    '',
    `The actions that a step can use are on [pages of their own](README.md).${
      notYet.size === 0
        ? ''
        : ' What is marked *not yet* belongs to the format, but this version refuses it.'
    }`,
    '',
    ...sections,
    ...values.flatMap(([name, schema]) => valueSection(name, schema)),
    ...expressionsSection(),
  ].join('\n');
}

/** What people look for first comes first; the rest in the order of the schema. */
function sectionOrder(name: string): number {
  const first = ['step', 'retry', 'poll', 'input'].indexOf(name);
  return first === -1 ? 9 : first;
}

interface Surroundings {
  readonly definitions: LanguageSchema['$defs'];
  /** What this version refuses. */
  readonly notYet: ReadonlySet<string>;
}

interface Place {
  readonly name: string;
  readonly schema: Schema;
  /** Of the keys in it, as they are called where it is said what there is not yet. */
  readonly prefix: string;
}

function section({ name, schema, prefix }: Place, around: Surroundings): string[] {
  const entries = Object.entries(schema.properties ?? {});
  const inner = entries.flatMap(([key, member]) => innerSections(key, member, prefix));
  const rows = entries.map(([key, member]) => [
    `\`${key}\``,
    typeText(member, key),
    defaultText(key, member, schema),
    descriptionText(`${prefix}${key}`, member, around),
  ]);
  return [
    `## ${name}`,
    '',
    ...(schema.description === undefined ? [] : [outsideCode(schema.description), '']),
    ...markdownTable(['Key', 'Type', 'Default', 'Description'], rows),
    '',
    ...(schema.additionalProperties === undefined
      ? ['Other keys of JSON Schema are allowed as well.', '']
      : []),
    ...inner.flatMap((each) => section(each, around)),
  ];
}

/** Mappings that are written out in place get a section of their own after the one they are in. */
function innerSections(key: string, schema: Schema, prefix: string): Place[] {
  const places = [schema, ...(schema.anyOf ?? [])].filter(({ properties }) => properties);
  return places.map((place) => ({ name: key, schema: place, prefix: `${prefix}${key}.` }));
}

function typeText(schema: Schema, key: string): string {
  if (schema.$ref?.startsWith('#/') === true) return linkTo(nameOf(schema));
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((each) => typeText(each, key)).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map(asCode).join(', ');
  if (schema.properties !== undefined) return linkTo(key);
  const rest = schema.additionalProperties;
  return [schema.type ?? 'any']
    .flat()
    .map((type) => {
      if (type === 'array') return `list of ${typeText(schema.items ?? {}, key)}`;
      return type === 'object' && typeof rest === 'object' ? `map of ${typeText(rest, key)}` : type;
    })
    .join(' or ');
}

/** Of the definition that a schema refers to. */
function nameOf({ $ref = '' }: Schema): string {
  return $ref.slice('#/$defs/'.length);
}

function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

function defaultText(key: string, schema: Schema, parent: Schema): string {
  if (parent.required?.includes(key) === true) return 'required';
  return schema.default === undefined ? '' : asCode(schema.default);
}

function descriptionText(
  key: string,
  schema: Schema,
  { definitions, notYet }: Surroundings,
): string {
  const values = (schema.enum ?? []).filter((value) => notYet.has(`${key}: ${String(value)}`));
  const marks = notYet.has(key)
    ? ['*Not yet.*']
    : values.map((value) => `*${asCode(value)}: not yet.*`);
  const meaning = schema.description ?? definitions[nameOf(schema)]?.description;
  return [meaning, limits(schema), examples(schema), ...marks].filter(Boolean).join(' ');
}

function limits({ minimum, maximum, pattern, maxLength }: Schema): string {
  return [
    ...(minimum === undefined
      ? []
      : [maximum === undefined ? `At least ${minimum}.` : `From ${minimum} to ${maximum}.`]),
    ...(pattern === undefined ? [] : [`Matches ${asCode(pattern)}.`]),
    ...(maxLength === undefined ? [] : [`At most ${maxLength} characters.`]),
  ].join(' ');
}

function examples({ examples }: Schema): string {
  return examples === undefined ? '' : `For example ${examples.map(asCode).join(', ')}.`;
}

function valueSection(name: string, schema: Schema): string[] {
  const text = [
    schema.description,
    `Type: ${typeText(schema, name)}.`,
    limits(schema),
    examples(schema),
  ];
  return [`## ${name}`, '', outsideCode(text.filter(Boolean).join(' ')), ''];
}

function asCode(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
