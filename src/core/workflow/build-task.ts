import { classOf, settleOf, undoOf, type ActionSpec, type UndoSpec } from '../action-spec.ts';
import { compileExpression, type Expression } from '../expression/expression.ts';
import { lazyExpression } from '../expression/lazy-expression.ts';
import { compileCondition } from '../expression/condition.ts';
import { compileEntries, type PlacedProblem, type Template } from '../expression/template.ts';
import type { Json, JsonObject } from '../json.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import type { Poll, Retry, Step as StepDocument } from '../language/workflow-document.ts';
import { unknownAction, type Catalogue } from './catalogue.ts';
import { waitOf } from './output-schema.ts';
import { defaultPoll, pollPolicy, retryPolicy } from './retry-policy.ts';
import type { RetryPolicy, Settle, SettleLook, Undo, Wait } from './workflow.ts';

/** What taking back is worth: more attempts than doing, over some minutes. */
export const undoRetry: RetryPolicy = {
  attempts: 8,
  delayMs: 2000,
  backoff: 2,
  maxDelayMs: 60_000,
  jitter: 0.5,
  if: null,
  isExplicit: true,
};

/** The wait of an action with a name, ready to observe; `null` for none, and for one that is not declared. */
export function buildWait(
  action: ActionSpec,
  name: string | undefined,
  catalogue: Catalogue,
  poll: { readonly own?: Poll | undefined; readonly defaults?: Poll | undefined } = {},
): Wait | null {
  const spec = waitOf(action, name);
  const observer = spec === undefined ? undefined : catalogue.get(spec.uses);
  if (spec === undefined || observer === undefined) return null;
  return {
    name: name ?? '',
    spec,
    observer,
    with: declaredEntries(spec.with),
    until: declared(spec.until),
    failIf: spec.failIf === undefined ? null : declared(spec.failIf),
    poll: pollPolicy(poll.own, poll.defaults, spec.poll),
  };
}

/** How lost calls of this use of an action are settled. */
export function buildSettle(
  action: ActionSpec,
  given: JsonObject,
  catalogue: Catalogue,
): Settle | null {
  const spec = settleOf(action, given);
  if (spec === undefined) return null;
  if (spec.kind === 'repeat') return spec;
  const look = (each: { uses: string; with: Readonly<Record<string, string>> }): SettleLook => {
    const observer = catalogue.get(each.uses);
    if (observer === undefined) throw new Error(`catalogue: ${action.name}: no ${each.uses}`);
    return { observer, with: declaredEntries(each.with) };
  };
  if (spec.kind === 'see') {
    return { kind: 'see', spec, looks: [look(spec)], done: declared(spec.done) };
  }
  const looks = spec.looks.map((each) => ({ ...look(each), found: declared(each.found) }));
  return { kind: 'find', spec, looks };
}

/** What the provider declares to take this use of an action back; `null` when it has nothing. */
export function buildProvidersUndo(
  action: ActionSpec,
  given: JsonObject,
  { catalogue, path }: { readonly catalogue: Catalogue; readonly path: DocumentPath },
): Undo | null {
  const spec = undoOf(action, given);
  const undoing = spec === undefined ? undefined : catalogue.get(spec.uses);
  if (spec === undefined || undoing === undefined) return null;
  const awaited = buildWait(undoing, spec.await, catalogue);
  const undoGiven = constants(spec);
  return {
    action: undoing,
    class: classOf(undoing, undoGiven),
    with: templates(spec.with, path),
    env: {},
    until: null,
    failIf: null,
    poll: awaited?.poll ?? defaultPoll,
    await: awaited,
    settle: buildSettle(undoing, undoGiven, catalogue),
    retry: undoRetry,
    timeoutMs: null,
    attemptTimeoutMs: undoing.attemptTimeoutMs,
    isProviders: true,
    when: spec.when === undefined ? null : declared(spec.when),
  };
}

/** The parameters of an undo as far as they are known beforehand; of the others only that they are given. */
function constants({ with: given }: UndoSpec): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const literal = /^(?:true|false|-?\d+(?:\.\d+)?|"[^"\\]*")$/.test(text);
      return [name, literal ? (JSON.parse(text) as Json) : `\${{ ${text} }}`];
    }),
  );
}

function templates(
  entries: Readonly<Record<string, string>>,
  path: DocumentPath,
): Readonly<Record<string, Template>> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, text]): [string, Template] => [
      name,
      { kind: 'expression', expression: declared(text), path },
    ]),
  );
}

function declaredEntries(
  entries: Readonly<Record<string, string>>,
): Readonly<Record<string, Expression>> {
  return Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, declared(text)]));
}

/** An expression of a catalogue. Whoever uses it learns when it cannot be read: a mistake in the catalogue. */
export function declared(text: string): Expression {
  return lazyExpression(text, () => {
    const compiled = compileExpression(text);
    if (!compiled.ok) throw new Error(`catalogue: ${text}: ${compiled.problem.message}`);
    return compiled.expression;
  });
}

/** What a step says takes it back; `null` when it says nothing, or nothing usable. */
export function buildUndo(
  step: StepDocument,
  action: ActionSpec,
  { catalogue, path, defaults, problems }: UndoContext,
): Undo | null {
  const { undo } = step;
  if (undo === undefined || undo === false) return null;
  const own = [...path, 'undo'];
  if (undo === true) return buildProvidersUndo(action, step.with ?? {}, { catalogue, path: own });
  const undoing = catalogue.get(undo.uses) ?? unknownAction(undo.uses);
  const given = undo.with ?? {};
  const awaited = buildWait(undoing, undo.await, catalogue);
  const condition = compileCondition(undo.retry?.if, [...own, 'retry', 'if'], problems);
  return {
    action: undoing,
    class: classOf(undoing, given),
    with: compileEntries(given, [...own, 'with'], problems),
    env: compileEntries(step.env, [...path, 'env'], []),
    until: null,
    failIf: null,
    poll: awaited?.poll ?? defaultPoll,
    await: awaited,
    settle: buildSettle(undoing, given, catalogue),
    retry: undo.retry === undefined ? undoRetry : retryPolicy(undo.retry, defaults, condition),
    timeoutMs: null,
    attemptTimeoutMs: undoing.attemptTimeoutMs,
    isProviders: false,
    when: null,
  };
}

export interface UndoContext {
  readonly catalogue: Catalogue;
  /** Of the step. */
  readonly path: DocumentPath;
  readonly defaults: Retry | undefined;
  readonly problems: PlacedProblem[];
}
