import { main } from './main.ts';
import { processContext } from './process-context.ts';

/** The program in a real process, which ends with its exit code. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processContext());
}
