import { main } from './main.ts';
import { processContext } from './process-context.ts';

/** The program in a real process, which ends with its exit code. */
export async function start(): Promise<void> {
  // A run that waits for a person has nothing open that would keep Node from ending.
  const stayingAlive = setInterval(() => undefined, 2 ** 30);
  try {
    process.exitCode = await main(process.argv.slice(2), processContext());
  } finally {
    clearInterval(stayingAlive);
  }
}
