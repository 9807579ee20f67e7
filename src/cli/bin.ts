#!/usr/bin/env node
// This file has to be readable by every Node, so that an old one gives a sentence and not a stack.
const oldest = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldest) {
  process.stderr.write(
    `perilune needs Node.js ${oldest} or newer; this is ${process.versions.node}. See https://nodejs.org/en/download\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./main.ts');
  const { processContext } = await import('./process-context.ts');
  process.exitCode = await main(process.argv.slice(2), processContext());
}
