import type { Location } from 'vscode-languageserver';
import type { SourceFile, SourceRange } from '../../core/diagnostic/source-file.ts';
import type { Library } from '../../core/workflow/read-workflow.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { namedPlace } from '../document/spot.ts';
import { expressionWordAt } from '../expression/expression-at.ts';
import {
  declarations,
  symbolAt,
  symbolOfToken,
  type WorkflowSymbol,
} from '../expression/symbol.ts';
import { isDot } from '../expression/tokens.ts';
import { stepFacts } from '../language/step-facts.ts';
import { rangeIn } from '../position.ts';

/** Where that is declared which stands at an offset: a step, an input, a file, an input of that file. */
export function definitionAt(file: EditedFile, offset: number, library: Library): Location[] {
  const symbol = symbolAt(file, offset)?.symbol ?? symbolOfChain(file, offset);
  if (symbol !== null) {
    return declarations(file, symbol.kind)
      .filter(({ name }) => name === symbol.name)
      .map(({ range }) => location(file.source, range));
  }
  return inOtherFile(file, offset, library);
}

/** `steps.create` of which an offset is somewhere in `steps.create.outputs.info`. */
function symbolOfChain(file: EditedFile, offset: number): WorkflowSymbol | null {
  const word = expressionWordAt(file, offset);
  if (word === null) return null;
  for (let at = word.at; isDot(word.tokens[at - 1]); at -= 2) {
    const symbol = symbolOfToken(word.tokens, at);
    if (symbol !== null) return symbol;
  }
  return null;
}

function inOtherFile(file: EditedFile, offset: number, library: Library): Location[] {
  const spot = file.spotAt(offset);
  const [list, at, key, second, third] = spot?.path ?? [];
  const step = file.outline().steps.find(({ path }) => path[0] === list && path[1] === at);
  if (spot === null || step?.uses?.name !== 'workflow/run' || key !== 'with') return [];
  if (second === 'file' && spot.on === 'value') {
    const name = namedPlace(spot.node, spot.part)?.name;
    const source = name === undefined ? null : library.readFile(file.source, name);
    return source === null ? [] : [location(source, { start: 0, end: 0 })];
  }
  const { child } = stepFacts(step, file, library);
  const isInput = second === 'inputs' && spot.on === 'key' && spot.path.length === 5;
  if (child === null || !isInput || !Object.hasOwn(child.inputs, String(third))) return [];
  return [location(child.file.source, child.file.rangeOfKey(['inputs', String(third)]))];
}

function location(file: SourceFile, range: SourceRange): Location {
  return { uri: file.path, range: rangeIn(file, range) };
}
