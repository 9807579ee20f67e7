import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '../src/cli/catalogue.ts';
import type { Diagnostic, DiagnosticCode } from '../src/core/diagnostic/diagnostic.ts';
import { createSourceFile, type SourceFile } from '../src/core/diagnostic/source-file.ts';
import { readWorkflow } from '../src/core/workflow/read-workflow.ts';
import { diagnosticExplanations } from './diagnostic-explanations.ts';
import { root } from './language-files.ts';

const fixtures = 'test/fixtures/check';

/** A workflow that shows a diagnostic, or one like it that does not, and what is said about it. */
export interface Example {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The workflow with the mistake. @throws when there is no such fixture. */
export function wrongExample(code: DiagnosticCode): Example {
  return readExample('err', diagnosticExplanations[code].example ?? code);
}

/** The same without the mistake. @throws when there is no such fixture. */
export function rightExample(code: DiagnosticCode): Example {
  return readExample('right', code);
}

function readExample(folder: 'err' | 'right', name: string): Example {
  const source = readFixture(folder, `${name}.yaml`);
  if (source === null) throw new Error(`there is no ${fixtures}/${folder}/${name}.yaml`);
  const { diagnostics } = readWorkflow(source, {
    catalogue: catalogue(),
    readFile: (from, path) => readFixture(folder, join(dirname(from.path), path)),
  });
  return { text: source.text, diagnostics };
}

/** Paths are relative to the folder, so that messages show no more than the name. */
function readFixture(folder: string, path: string): SourceFile | null {
  const absolute = join(root, fixtures, folder, path);
  return existsSync(absolute) ? createSourceFile(path, readFileSync(absolute, 'utf8')) : null;
}
