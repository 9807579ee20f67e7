import { dirname, resolve } from 'node:path';
import { createBuiltinActions } from '../actions/builtin-actions.ts';
import type { Actions } from '../engine/action.ts';
import type { Journal } from '../engine/journal.ts';
import { createRedactor } from '../engine/redactor.ts';
import type { RunPlace, RunPorts } from '../engine/run-ports.ts';
import type { Cloud } from './cloud.ts';
import type { CliContext } from './context.ts';
import type { Environment } from './environment.ts';
import { digest } from './digest.ts';

export interface PortsOptions {
  readonly cloud: Cloud;
  readonly journal: Journal;
  readonly place: RunPlace;
  readonly env: Environment;
  readonly context: CliContext;
  readonly observe: RunPorts['observe'];
}

/** What a run gets of the world on the command line. */
export function portsFor(options: PortsOptions): RunPorts {
  const { cloud, journal, place, env, context, observe } = options;
  const builtin = createBuiltinActions({ baseEnvironment: context.env }).map((action) =>
    cloud.place(action),
  );
  const byName = new Map(
    [...builtin, ...cloud.actions].map((action) => [action.spec.name, action]),
  );
  const actions: Actions = { get: (name) => byName.get(name) };
  const redactor = createRedactor();
  const key = env['LUNANODE_API_KEY'] ?? '';
  // The first half of the key goes out with every request, and either half is half of the secret.
  for (const secret of [key, key.slice(0, 64), key.slice(64)]) redactor.add(secret);
  return {
    actions,
    clock: cloud.clock,
    random: Math.random,
    journal,
    redactor,
    digest,
    secret: (name) => env[name],
    folderOf: (workflow) => dirname(resolve(place.cwd, workflow.file.source.path)),
    place,
    observe,
  };
}
