import type { ActionSpec } from '../../core/action-spec.ts';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { Json } from '../../core/json.ts';
import type { Cursor } from '../document/cursor.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { describeAction, describeStep, describeWait } from '../language/descriptions.ts';
import { choicesOf, type Shape, type StepFacts } from '../language/shape.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Proposal } from './proposal.ts';

interface Around extends Surroundings {
  readonly cursor: Cursor;
  readonly file: EditedFile;
  readonly facts: StepFacts | null;
}

/** The values that a place of a workflow may have. */
export function valueProposals(
  shape: Shape,
  path: DocumentPath,
  around: Around,
): readonly Proposal[] {
  const [list, , key, ...rest] = path;
  if (list === 'steps' || list === 'finally') {
    const last = path.at(-1);
    if (last === 'uses' && (rest.length === 0 || key === 'undo')) return actions(around);
    if (key === 'needs') return needs(path, around);
    if (key === 'await') return waits(around.facts?.action, around);
    if (key === 'undo' && last === 'await') return waits(around.facts?.undoAction, around);
  }
  return choicesOf(shape).flatMap(valuesOf);
}

function actions({ library: { catalogue }, wording }: Around): readonly Proposal[] {
  return catalogue.names().flatMap((name): Proposal[] => {
    const action = catalogue.get(name);
    if (action === undefined) return [];
    const detail = `${action.class}${action.billed ? ', billed' : ''}`;
    return [
      { label: name, kind: 'action', detail, documentation: describeAction(action, wording) },
    ];
  });
}

function waits(action: ActionSpec | undefined, { wording }: Around): readonly Proposal[] {
  if (action === undefined) return [];
  return Object.keys(action.waits).map((name) => ({
    label: name,
    kind: 'value',
    documentation: describeWait(action, name, wording),
  }));
}

/** The other steps of the same phase. A list that is not there yet is written with its brackets. */
function needs(path: DocumentPath, { cursor: { step }, file }: Around): readonly Proposal[] {
  const isItem = path.length > 3;
  const known = new Set(step?.needs.map(({ name }) => name));
  return file.outline().steps.flatMap(({ id, phase, uses, description }): Proposal[] => {
    if (id === null || phase !== step?.phase) return [];
    if (id.name === step.id?.name || known.has(id.name)) return [];
    return [
      {
        label: id.name,
        kind: 'step',
        ...(isItem ? {} : { text: `[${id.name}]` }),
        ...(uses === null ? {} : { detail: uses.name }),
        documentation: describeStep(id.name, uses?.name ?? null, description?.name ?? null),
      },
    ];
  });
}

function valuesOf(shape: Shape): readonly Proposal[] {
  const { enum: choices, enumDescriptions = [], examples = [], type, default: initial } = shape;
  if (choices !== undefined) {
    return choices.flatMap((each, at) =>
      valueProposal(each, {
        ...(each === initial ? { detail: 'default' } : {}),
        documentation: enumDescriptions[at] ?? '',
      }),
    );
  }
  if (type === 'boolean') return [true, false].flatMap((each) => valueProposal(each, {}));
  const others = examples.filter((each) => each !== initial);
  return [
    ...(initial === undefined ? [] : valueProposal(initial, { detail: 'default' })),
    ...others.flatMap((each) => valueProposal(each, { detail: 'example' })),
  ];
}

/** Lists and mappings are not proposed: they are seldom meant as they are. */
function valueProposal(
  value: Json,
  about: Pick<Proposal, 'detail' | 'documentation'>,
): readonly Proposal[] {
  return typeof value === 'object' ? [] : [{ label: yamlText(value), kind: 'value', ...about }];
}

/** A scalar as it is written; a text that would read as something else gets quotes. */
function yamlText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z][\w./-]*$/.test(value) || /^\d+(?:ms|s|m|h|d)$/.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`;
}
