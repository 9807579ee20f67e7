import type { CompletionItem } from 'vscode-languageserver';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import { cursorAt, type Cursor } from '../document/cursor.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { workflowModel } from '../document/workflow-model.ts';
import { namesAt } from '../expression/names-at.ts';
import { siteOf } from '../expression/site.ts';
import type { Surroundings } from '../surroundings.ts';
import { expressionProposals } from './expression-proposals.ts';
import { keyProposals } from './key-proposals.ts';
import { completionItems, type Proposal } from './proposal.ts';
import { choicesOf, shapeAt } from '../language/shape.ts';
import { stepFacts } from '../language/step-facts.ts';
import { valueProposals } from './value-proposals.ts';

/** What could be typed at an offset of a file, however far it is from being valid. */
export function completionsAt(
  file: EditedFile,
  offset: number,
  around: Surroundings,
): CompletionItem[] {
  const cursor = cursorAt(file.source, offset);
  if (cursor === null) return [];
  const inExpression = proposalsInExpression(file, cursor, around);
  if (inExpression !== null) {
    return completionItems(inExpression, file.source, nameAt(file.source.text, offset));
  }
  return completionItems(proposalsInYaml(file, cursor, around), file.source, cursor.word);
}

/** `null` where there is no expression. */
function proposalsInExpression(
  file: EditedFile,
  { path, on, inExpression, before }: Cursor,
  { library, wording }: Surroundings,
): readonly Proposal[] | null {
  const site = on === 'value' ? siteOf(path) : null;
  const typed = inExpression ?? (site?.isBare === true && !before.includes('${{') ? before : null);
  if (site === null || typed === null) return inExpression === null ? null : [];
  const names = namesAt(site, workflowModel(file, library), file.outline());
  return expressionProposals(typed, { names, place: site.place, outline: file.outline(), wording });
}

function proposalsInYaml(
  file: EditedFile,
  cursor: Cursor,
  around: Surroundings,
): readonly Proposal[] {
  const facts = cursor.step === null ? null : stepFacts(cursor.step, file, around.library);
  const path = cursor.on === 'key' ? cursor.path.slice(0, -1) : cursor.path;
  const shape = shapeAt(path, facts);
  if (shape === undefined) return [];
  const isMapping = choicesOf(shape).some((each) => each.properties !== undefined);
  // A block mapping starts on a line of its own.
  if (isMapping && (cursor.on === 'key' || !cursor.isInline)) {
    // Each key of the workflow was read on its own.
    const siblings = path.length > 0 ? cursor.siblings : otherKeys(file, cursor);
    const { hasColon } = cursor;
    return keyProposals(shape, { hasColon, siblings }, { path, facts, wording: around.wording });
  }
  return valueProposals(shape, path, { cursor, file, facts, ...around });
}

function otherKeys(file: EditedFile, { word }: Cursor): readonly string[] {
  return file
    .outline()
    .keys.flatMap(({ name, range }) => (range.start === word.start ? [] : [name]));
}

/** The name in an expression that an offset is in. */
function nameAt(text: string, offset: number): SourceRange {
  const back = /\w*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  const ahead = /^\w*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: offset - back, end: offset + ahead };
}
