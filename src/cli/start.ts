import type { ExitCode } from './exit-code.ts';
import { main } from './main.ts';
import { processContext } from './process-context.ts';

/** The program in a real process: resolves with the code to end with. */
export function start(): Promise<ExitCode> {
  return main(process.argv.slice(2), processContext());
}
