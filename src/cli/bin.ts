#!/usr/bin/env node
// This file, and what it imports at once, has to be readable by every Node, so that an old one gives
// a sentence and not a stack.
import { keepCompiledCode } from './compiled-code.ts';

const oldest = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldest) {
  process.stderr.write(
    `perilune needs Node.js ${oldest} or newer; this is ${process.versions.node}. See https://nodejs.org/en/download\n`,
  );
  process.exitCode = 2;
} else {
  keepCompiledCode(import.meta.dirname, process);
  void import('./start.ts').then(({ start }) => start());
}
