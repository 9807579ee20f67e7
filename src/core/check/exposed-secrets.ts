import type { JsonSchema } from '../json-schema.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions, type VisibleExpression } from './visible-expressions.ts';

/** A secret goes only where nobody sees it. */
export function checkExposedSecrets({ workflow, report }: Checked): void {
  for (const visible of visibleExpressions(workflow)) {
    const secret = visible.expression.references.find(({ root }) => root === 'secrets');
    const exposure = secret === undefined ? null : exposureOf(visible);
    if (secret === undefined || exposure === null) continue;
    report.warning('exposed-secret', visible.inFile(secret.range), exposure.message, {
      hint: exposure.hint,
    });
  }
}

interface Exposure {
  readonly message: string;
  readonly hint: string;
}

function exposureOf({ step, place, path }: VisibleExpression): Exposure | null {
  if (step === null) {
    return path[0] === 'outputs'
      ? { message: 'outputs are shown, and this one would only be `***`', hint: 'leave it out' }
      : null;
  }
  const parameter = path[step.path.length + 1];
  if (place !== 'with' || typeof parameter !== 'string') return null;
  const { name, provider, input } = step.action;
  if (name === 'shell/run' && parameter === 'command') {
    return {
      message: 'the arguments of a command can be seen by everybody on the machine',
      hint: 'pass it by `env:`',
    };
  }
  if (name === 'http/request' && (parameter === 'url' || parameter === 'query')) {
    return {
      message: 'addresses end up in logs, on the way and on the other side',
      hint: 'pass it in `headers` or in the body',
    };
  }
  const isKept = provider === 'builtin' || isSecret(input.properties[parameter]);
  return isKept
    ? null
    : {
        message: `"${parameter}" of ${name} is stored and shown by the provider`,
        hint: 'pass a secret only to a parameter that is made for it',
      };
}

function isSecret(schema: JsonSchema | undefined): boolean {
  return schema?.['x-secret'] === true;
}
