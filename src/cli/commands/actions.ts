import { nearest } from '../../core/diagnostic/nearest.ts';
import { catalogue } from '../catalogue.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { actionAsJson } from '../reference/action-json.ts';
import { renderActionList } from '../reference/action-list.ts';
import { renderAction } from '../reference/action-text.ts';
import { createPaint, wantsColour } from '../render/paint.ts';

/** `perilune actions [NAME]`: one action, those of a category, or all. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const { stdout, env } = context;
  const paint = createPaint(wantsColour(stdout, env));
  const isJson = given.value('format') === 'json';
  const [name = ''] = given.operands;
  const specs = catalogue()
    .names()
    .filter((each) => name === '' || each.startsWith(`${name}/`))
    .flatMap((each) => catalogue().get(each) ?? []);
  if (specs.length > 0) {
    stdout.write(
      isJson ? json(specs.map(actionAsJson)) : renderActionList(specs, paint, stdout.columns),
    );
    return exitCode.succeeded;
  }
  const spec = catalogue().get(name);
  if (spec === undefined || spec.isInternal === true) {
    const near = nearest(name, catalogue().names());
    throw new UsageError(
      `there is no action "${name}"`,
      near === undefined ? 'see perilune actions' : `did you mean "${near}"?`,
    );
  }
  stdout.write(isJson ? json(actionAsJson(spec)) : renderAction(spec, paint, stdout.columns));
  return exitCode.succeeded;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
