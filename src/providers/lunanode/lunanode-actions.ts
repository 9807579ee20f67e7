import { classOf, type ActionSpec } from '../../core/action-spec.ts';
import type { JsonObject } from '../../core/json.ts';
import { ActionError, type Action, type ActionContext } from '../../engine/action.ts';
import { catalogue } from './catalogue/catalogue.ts';
import type { Endpoint } from './catalogue/endpoint.ts';
import { LunaNodeClient, type Turn } from './client.ts';
import type { LunaNodeConfig } from './config.ts';
import { performResize } from './perform-resize.ts';
import { lunaNodeSpecs } from './provider.ts';
import { secretValues } from '../../core/secret-values.ts';

export interface LunaNodeActions {
  readonly actions: readonly Action[];
  /** Resolves when no call is under way any more. */
  close(): Promise<void>;
}

/**
 * The actions of LunaNode, performed with one key.
 *
 * @throws {LunaNodeConfigError} for settings that cannot be right.
 */
export function createLunaNodeActions(config: LunaNodeConfig): LunaNodeActions {
  const client = new LunaNodeClient(config);
  return {
    actions: lunaNodeSpecs.map((spec) => ({
      spec,
      run: (input, context) => run(client, spec, input, context),
    })),
    close: () => client.close(),
  };
}

type Performer = (
  client: LunaNodeClient,
  endpoint: Endpoint,
  input: JsonObject,
  turn: Turn,
) => Promise<JsonObject>;

/** The actions that take more than one call, or none. */
const performers: ReadonlyMap<string, Performer> = new Map<string, Performer>([
  ['vm/resize', performResize],
  ['image/retrieve', refuseRetrieve],
]);

async function run(
  client: LunaNodeClient,
  spec: ActionSpec,
  input: JsonObject,
  context: ActionContext,
): Promise<JsonObject> {
  const endpoint = catalogue.get(spec.name);
  if (endpoint === undefined) throw new Error(`${spec.name} is not in the catalogue`);
  for (const secret of secretValues(spec.input, input)) context.addSecret(secret);
  const perform = performers.get(spec.name) ?? callOnce;
  const outputs = await perform(client, endpoint, input, {
    signal: signalFor(spec, input, context),
    begin: context.holdTime(),
  });
  for (const secret of secretValues(spec.output, outputs)) context.addSecret(secret);
  return outputs;
}

/** A read can be given up at any time; a call that changes something is left to end, if it does in time. */
function signalFor(spec: ActionSpec, input: JsonObject, context: ActionContext): AbortSignal {
  return classOf(spec, input) === 'read' ? context.signal : context.deadline;
}

const callOnce: Performer = (client, endpoint, input, turn) => client.call(endpoint, input, turn);

async function refuseRetrieve(): Promise<JsonObject> {
  throw new ActionError({
    kind: 'rejected',
    message:
      'image/retrieve: only the old form of the API can do it, and that takes the whole API key in ' +
      'a URL, where logs keep it; Perilune does not send keys that way',
  });
}
