import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import { describeContext } from '../../core/expression/context-descriptions.ts';
import type { JsonSchema } from '../../core/json-schema.ts';
import type { Library } from '../../core/workflow/read-workflow.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { nodeRange, type Spot } from '../document/spot.ts';
import { workflowModel } from '../document/workflow-model.ts';
import { boundNames } from '../expression/bound-names.ts';
import { callables } from '../expression/callables.ts';
import { expressionWordAt, type FoundWord } from '../expression/expression-at.ts';
import { namesAt } from '../expression/names-at.ts';
import { schemaEndingAt, type Names } from '../expression/schema-ending-at.ts';
import { symbolOfToken } from '../expression/symbol.ts';
import { isDot } from '../expression/tokens.ts';
import {
  describeAction,
  describeCallable,
  describeField,
  describeParameter,
  describeStep,
  describeWait,
  paragraphs,
} from '../language/descriptions.ts';
import { parametersAt } from '../language/parameters-at.ts';
import { shapeAt } from '../language/shape.ts';
import { stepFacts } from '../language/step-facts.ts';
import { rangeIn } from '../position.ts';
import type { Surroundings } from '../surroundings.ts';

/** What there is to know of that which stands at an offset. */
export function hoverAt(file: EditedFile, offset: number, around: Surroundings): Hover | null {
  const word = expressionWordAt(file, offset);
  if (word !== null) {
    const token = word.tokens[word.at];
    return token === undefined
      ? null
      : hover(file, word.inFile(token), aboutWord(file, word, around));
  }
  const spot = file.spotAt(offset);
  if (spot === null) return null;
  const about = spot.on === 'key' ? aboutKey : aboutValue;
  return hover(file, nodeRange(spot.node, spot.part), about(file, spot, around));
}

function hover(file: EditedFile, range: SourceRange, about: string): Hover | null {
  if (about === '') return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: about },
    range: rangeIn(file.source, range),
  };
}

function aboutWord(file: EditedFile, word: FoundWord, { library, wording }: Surroundings): string {
  const { tokens, at } = word;
  const { text = '' } = tokens[at] ?? {};
  const isMember = isDot(tokens[at - 1]);
  if (tokens[at + 1]?.text === '(') {
    const callable = callables().get(isMember ? `.${text}` : text);
    return callable === undefined ? '' : describeCallable(callable);
  }
  const symbol = symbolOfToken(tokens, at);
  if (symbol?.kind === 'steps') return aboutStep(file, symbol.name);
  const declared = namesAt(word.site, workflowModel(file, library), file.outline());
  const lookUp: Names = (name) => declared[name];
  const bound = boundNames(tokens, at, lookUp);
  const ending = schemaEndingAt(tokens, at, (name) => bound.get(name) ?? lookUp(name));
  if (ending.schema === undefined || tokens[at]?.kind !== 'name') return '';
  const path = tokens.slice(ending.start, at + 1).map((token) => token.text);
  const about = isMember || bound.has(text) ? '' : (describeContext(text)?.what ?? '');
  return paragraphs(describeField(path.join(''), ending.schema, wording), about);
}

function aboutStep(file: EditedFile, id: string): string {
  const step = file.outline().steps.find((each) => each.id?.name === id);
  return step === undefined
    ? ''
    : describeStep(id, step.uses?.name ?? null, step.description?.name ?? null);
}

function aboutKey(file: EditedFile, { path }: Spot, { library, wording }: Surroundings): string {
  const step = stepAround(file, path);
  const facts = step === undefined ? null : stepFacts(step, file, library);
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const schema = parametersAt(parent, facts)?.[name];
  if (schema !== undefined) {
    const isRequired = shapeAt(parent, facts)?.required?.includes(name) === true;
    return describeParameter(name, schema, { wording, isRequired });
  }
  const input =
    path[0] === 'inputs' && path.length === 2 ? inputOf(file, name, library) : undefined;
  return input === undefined
    ? (shapeAt(path, facts)?.description ?? '')
    : describeParameter(name, input, { wording, isRequired: input.default === undefined });
}

function inputOf(file: EditedFile, name: string, library: Library): JsonSchema | undefined {
  const { inputs } = workflowModel(file, library);
  return Object.hasOwn(inputs, name) ? inputs[name] : undefined;
}

function aboutValue(file: EditedFile, spot: Spot, { library, wording }: Surroundings): string {
  const { path, node } = spot;
  const step = stepAround(file, path);
  if (step === undefined) return '';
  const value = String(node.value);
  const [, , key, second] = path;
  if ((key === 'uses' && path.length === 3) || (key === 'undo' && second === 'uses')) {
    const action = library.catalogue.get(value);
    return action === undefined ? '' : describeAction(action, wording);
  }
  if (key === 'await' || (key === 'undo' && second === 'await')) {
    const facts = stepFacts(step, file, library);
    const action = key === 'await' ? facts.action : facts.undoAction;
    const isWait = action !== undefined && Object.hasOwn(action.waits, value);
    return isWait ? describeWait(action, value, wording) : '';
  }
  return key === 'needs' ? aboutStep(file, value) : '';
}

function stepAround(file: EditedFile, [list, at]: Spot['path']) {
  return file.outline().steps.find(({ path }) => path[0] === list && path[1] === at);
}
