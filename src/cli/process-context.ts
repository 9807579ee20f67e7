import { systemClock } from '../engine/system-clock.ts';
import type { CliContext, Output } from './context.ts';

/** The context of a real process. */
export function processContext(): CliContext {
  // Whoever reads us may stop reading (`| head`): that is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    clock: systemClock,
    cwd: process.cwd(),
    onInterrupt(handler) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, handler);
      return () => {
        for (const signal of signals) process.off(signal, handler);
      };
    },
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    leave: (code) => process.exit(code),
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}
