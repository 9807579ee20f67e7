import { createScaledClock } from '../../engine/scaled-clock.ts';
import { demoAccount } from '../../providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../providers/lunanode/simulator/demo-world.ts';
import type { NonceRule } from '../../providers/lunanode/simulator/nonce-rule.ts';
import type { RequestEntry } from '../../providers/lunanode/simulator/request-log.ts';
import { startSimulator, type Simulator } from '../../providers/lunanode/simulator/simulator.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { speedOf } from '../speed.ts';

/** `perilune simulator`: serves until it is told to stop. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const port = portOf(given);
  const speed = speedOf(given, 1);
  await using simulator = await start(given, { port, speed, context });
  context.stdout.write(banner(simulator, speed));
  await new Promise<void>((resolve) => {
    const stopListening = context.onInterrupt(() => {
      stopListening();
      resolve();
    });
  });
  return exitCode.succeeded;
}

/** @throws {UsageError} */
function portOf(given: Given): number {
  const port = Number(given.value('port') ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError('--port is a whole number from 0 to 65535');
}

async function start(
  given: Given,
  { port, speed, context }: { port: number; speed: number; context: CliContext },
): Promise<Simulator> {
  const reading = given.value('nonce') as NonceRule['reading'] | undefined;
  try {
    return await startSimulator({
      // States pass faster; whoever calls lives in real time, and so do its nonces.
      clock: createScaledClock({ speed, base: context.clock }),
      wallClock: context.clock,
      port,
      accounts: [demoAccount],
      seed: demoWorld,
      nonce: reading === undefined ? {} : { reading },
      onRequest: (entry) => context.stderr.write(`${logLine(entry)}\n`),
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new UsageError(`port ${port} is taken`, 'leave --port out to get a free one');
    }
    if (code === 'EACCES') throw new UsageError(`port ${port} may not be used by you`);
    throw error;
  }
}

function banner(simulator: Simulator, speed: number): string {
  const pace = speed === 1 ? 'in real time' : `${speed} times faster than real time`;
  return [
    `# A simulated LunaNode at ${simulator.url}, ${pace}. Ctrl-C ends it.`,
    '# Its key opens nothing else. For a client in another terminal:',
    `export LUNANODE_API_URL=${simulator.url}`,
    `export LUNANODE_API_ID=${demoAccount.apiId}`,
    `export LUNANODE_API_KEY=${demoAccount.apiKey}`,
    '',
  ].join('\n');
}

/** `03:30:12Z  vm/create  accepted` */
function logLine({ time, action, outcome, error, reason, fault }: RequestEntry): string {
  const clock = new Date(time).toISOString().slice(11, 19);
  const why = reason ?? error;
  return [`${clock}Z`, action.padEnd(24), outcome, why ?? '', fault === null ? '' : `(${fault})`]
    .filter((part) => part !== '')
    .join('  ');
}
