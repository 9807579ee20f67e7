import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '../../src/cli/catalogue.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import type { Library } from '../../src/core/workflow/read-workflow.ts';
import { isSkipped, type Mutation, type Skipped } from './mutant.ts';
import { renamedDeclarations } from './mutate-declarations.ts';
import { lostDelimiters } from './mutate-delimiters.ts';
import { misspeltFunctions } from './mutate-functions.ts';
import { misspeltKeys } from './mutate-keys.ts';
import { mutatedLiterals } from './mutate-literals.ts';
import { misspeltNames } from './mutate-names.ts';
import { mutatedOperands } from './mutate-operands.ts';
import { mutatedParameters } from './mutate-parameters.ts';
import { misspeltReferences } from './mutate-references.ts';
import { mutatedResults } from './mutate-results.ts';
import { mutatedStructure } from './mutate-structure.ts';
import { rewritten } from './rewritten.ts';
import { createSubject, type Subject } from './subject.ts';
import { tryMutant, type Trial } from './trial.ts';

const mutators: readonly ((subject: Subject) => Iterable<Mutation>)[] = [
  misspeltReferences,
  misspeltNames,
  mutatedParameters,
  mutatedLiterals,
  misspeltKeys,
  renamedDeclarations,
  misspeltFunctions,
  mutatedOperands,
  mutatedResults,
  lostDelimiters,
  mutatedStructure,
  rewritten,
];

export interface Trials {
  readonly trials: readonly Trial[];
  readonly skipped: readonly Skipped[];
}

/**
 * Every mutant of every file, tried; or only each n-th, for `every` n. Paths are relative to
 * `folder`.
 */
export function tryAll(folder: string, files: readonly string[], every = 1): Trials {
  const library = libraryAt(folder);
  const trials: Trial[] = [];
  const skipped: Skipped[] = [];
  let count = 0;
  for (const file of files) {
    const subject = createSubject(sourceOf(folder, file), library);
    for (const mutation of mutators.flatMap((mutator) => [...mutator(subject)])) {
      count += 1;
      if (isSkipped(mutation)) skipped.push(mutation);
      else if (count % every === 0) trials.push(tryMutant(mutation, library));
    }
  }
  return { trials, skipped };
}

function libraryAt(folder: string): Library {
  return {
    catalogue: catalogue(),
    readFile(from, path) {
      try {
        return sourceOf(folder, join(dirname(from.path), path));
      } catch {
        return null;
      }
    },
  };
}

function sourceOf(folder: string, file: string) {
  return createSourceFile(file, readFileSync(join(folder, file), 'utf8'));
}
