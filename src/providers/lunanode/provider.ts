import type { ActionSpec } from '../../core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../../core/json-schema.ts';
import { catalogue } from './catalogue/catalogue.ts';
import type { Endpoint } from './catalogue/endpoint.ts';

/** A call of the API takes a second or so; one that hangs is given up after this. */
const attemptTimeoutMs = 30_000;

/**
 * Every action of LunaNode as data, for checks, plans and reference pages. Loading this loads no
 * client: `lunanode-actions.ts` performs them.
 */
export const lunaNodeSpecs: readonly ActionSpec[] = [...catalogue.values()].map(actionSpecOf);

function actionSpecOf(endpoint: Endpoint): ActionSpec {
  return {
    name: endpoint.name,
    provider: 'lunanode',
    summary: endpoint.summary,
    notes: endpoint.notes,
    class: endpoint.class,
    ...(endpoint.classIfGiven && { classIfGiven: endpoint.classIfGiven }),
    input: inputOf(endpoint),
    output: endpoint.response,
    billed: endpoint.billed,
    asynchronous: endpoint.asynchronous,
    waits: endpoint.waits ?? {},
    ...(endpoint.name === 'vm/resize' && { alsoCalls: ['plan/list'] }),
    ...(endpoint.failIf !== undefined && { failIf: endpoint.failIf }),
    attemptTimeoutMs,
    ...(endpoint.settle && { settle: endpoint.settle }),
    ...(endpoint.undo && { undo: endpoint.undo }),
    ...(endpoint.settleIfGiven && { settleIfGiven: endpoint.settleIfGiven }),
    ...(endpoint.effects && { effects: endpoint.effects }),
  };
}

function inputOf(endpoint: Endpoint): ObjectSchema {
  const parameters = Object.entries(endpoint.parameters);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(([name, { schema }]) => [name, schema])),
    required: parameters
      .filter(([, { required, mustBeWritten }]) => required || mustBeWritten === true)
      .map(([name]) => name),
    additionalProperties: endpoint.otherParameters ?? false,
    ...(endpoint.needsOneOf && { anyOf: oneOfEach(endpoint.needsOneOf) }),
  };
}

/** Every way of giving at least one parameter of each group. */
function oneOfEach(groups: readonly (readonly string[])[]): readonly JsonSchema[] {
  return groups
    .reduce<readonly (readonly string[])[]>(
      (ways, group) => ways.flatMap((way) => group.map((parameter) => [...way, parameter])),
      [[]],
    )
    .map((required) => ({ required }));
}
