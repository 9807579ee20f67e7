import type { Json, JsonObject } from '../../core/json.ts';
import { ActionError, type Action } from '../../engine/action.ts';
import type { MachineFaults } from './machine-faults.ts';

/**
 * Built-in actions that must not do anything in a rehearsal: what they would reach is not simulated.
 * A command answers with nothing, a request to a strange host with status 200, a question with yes.
 */
export function standIn(action: Action, isSimulated: (host: string) => boolean): Action {
  switch (action.spec.name) {
    case 'shell/run':
      return { ...action, run: async (input) => ({ ...silence, ...emptyJson(input) }) };
    case 'approve/ask':
      return { ...action, run: async () => approval };
    case 'http/request':
      return {
        ...action,
        run: async (input, context) =>
          isSimulated(hostOf(input['url']))
            ? action.run(input, context)
            : { ...page, ...emptyJson(input) },
      };
    case 'tcp/wait':
      return {
        ...action,
        run: async (input, context) =>
          isSimulated(textOf(input['host'])) ? action.run(input, context) : opened(input),
      };
    default:
      return action;
  }
}

const approval: JsonObject = { approved: true, answered: true, by: 'the rehearsal', note: null };

const silence: JsonObject = { stdout: '', stderr: '', exit_code: 0, lines: [] };

/** An output that the input makes certain. */
function emptyJson({ parse }: JsonObject): JsonObject {
  return parse === 'json' ? { json: {} } : {};
}

const page: JsonObject = { status: 200, headers: {}, body: '' };

function opened({ host = '', port = 0 }: JsonObject): JsonObject {
  return { host, port, waited_ms: 0 };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function hostOf(url: Json | undefined): string {
  return (typeof url === 'string' ? URL.parse(url)?.hostname : undefined) ?? '';
}

/** The same action, with what happens to requests to the machines in a rehearsal. */
export function withMachineFaults(action: Action, faults: MachineFaults): Action {
  if (action.spec.name !== 'http/request') return action;
  return {
    ...action,
    run: async (input, context) => {
      const fault = faults.meet();
      if (fault === 'status-500') return { ...page, status: 500 };
      if (fault === null) return action.run(input, context);
      throw new ActionError({
        kind: 'refused',
        message: `no connection to ${hostOf(input['url'])}`,
      });
    },
  };
}
