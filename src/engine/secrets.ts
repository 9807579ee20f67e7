import type { Workflow } from '../core/workflow/workflow.ts';
import type { RunPorts } from './run-ports.ts';

/** A secret that a workflow declares has no value. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret';
  readonly secret: string;

  constructor(secret: string) {
    super(`the secret "${secret}" has no value: set it in the environment, or with --env-file`);
    this.secret = secret;
  }
}

/** The secrets that a workflow declares; from now on they are hidden. @throws {MissingSecret} */
export function collectSecrets(
  workflow: Workflow,
  { secret, redactor }: Pick<RunPorts, 'secret' | 'redactor'>,
): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of workflow.secrets) {
    const value = secret(name);
    if (value === undefined || value === '') throw new MissingSecret(name);
    redactor.add(value);
    secrets[name] = value;
  }
  return secrets;
}
