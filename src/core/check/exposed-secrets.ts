import { beginningIn, taintOf } from '../expression/taint.ts';
import { isSecretSchema } from '../json-schema.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions, type VisibleExpression } from './visible-expressions.ts';

/** A secret, and what is computed from one, goes only where nobody sees it. */
export function checkExposedSecrets({ workflow, report }: Checked): void {
  for (const visible of visibleExpressions(workflow)) {
    const exposure = exposureOf(visible);
    if (exposure === null) continue;
    const secret = taintOf(visible.expression, beginningIn(visible.variables));
    if (secret === null) continue;
    const { isCertain, message, hint } = exposure;
    const range = visible.inFile(secret.range);
    if (isCertain === true) report.error('exposed-secret', range, message, { hint });
    else report.warning('exposed-secret', range, message, { hint });
  }
}

/** How what stands at a place would be seen. */
interface Exposure {
  readonly message: string;
  readonly hint: string;
  /** It cannot be meant: there is always another way. */
  readonly isCertain?: true;
}

function exposureOf({ step, place, path }: VisibleExpression): Exposure | null {
  if (step === null) return path[0] === 'outputs' ? shown('outputs') : null;
  if (place === 'key') return shown('the keys of a loop');
  const inside = path.slice(step.path.length + 1);
  if (place === 'with') return exposureByParameter(step, inside, step);
  return place === 'undo' && step.undo !== null
    ? exposureByParameter(step.undo, inside.slice(1), null)
    : null;
}

/** What a person is to see, and could only see without it. */
function shown(what: string): Exposure {
  return { message: `${what} are shown, and this would only be \`***\``, hint: 'leave it out' };
}

/** What becomes of a parameter; `inside` is the path of a part of it. */
function exposureByParameter(
  { action: { name, provider, input } }: Task,
  [parameter, second]: readonly (string | number)[],
  step: Step | null,
): Exposure | null {
  if (typeof parameter !== 'string') return null;
  if (name === 'shell/run' && parameter === 'command') {
    return {
      message: 'the arguments of a command can be seen by everybody on the machine',
      hint: step === null ? 'pass it by `env:` of `with`' : 'pass it by `env:`',
      isCertain: true,
    };
  }
  if (name === 'http/request' && (parameter === 'url' || parameter === 'query')) {
    return {
      message: 'addresses end up in logs, on the way and on the other side',
      hint: 'pass it in `headers` or in the body',
    };
  }
  if ((name === 'assert/that' || name === 'approve/ask') && parameter === 'message') {
    return shown('messages');
  }
  if (name === 'workflow/run' && parameter === 'inputs') {
    return exposureToChild(step, String(second));
  }
  const schema = input.properties[parameter];
  const isKept = provider === 'builtin' || (schema !== undefined && isSecretSchema(schema));
  return isKept
    ? null
    : {
        message: `"${parameter}" of ${name} is stored and shown by the provider`,
        hint: 'pass a secret only to a parameter that is made for it',
      };
}

/** What a sub-workflow is not told to be a secret, it does not hide. */
function exposureToChild(step: Step | null, input: string): Exposure | null {
  const schema = step?.child?.inputs[input];
  if (schema === undefined || isSecretSchema(schema)) return null;
  return {
    message: `the workflow does not know that its input "${input}" is a secret`,
    hint: `declare it there: \`${input}: { type: string, writeOnly: true }\``,
  };
}
