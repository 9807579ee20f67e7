import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic/diagnostic.ts';
import { createSourceFile, type SourceFile } from '../core/diagnostic/source-file.ts';
import type { RunDefinition } from '../engine/journal.ts';
import { readWorkflow, type Library, type WorkflowResult } from '../core/workflow/read-workflow.ts';
import { catalogue } from './catalogue.ts';

/** Reads and checks a workflow file, given as on the command line. */
export function loadWorkflow(path: string, cwd: string): WorkflowResult {
  const read = readSource(path, cwd);
  if (!read.ok) return { workflow: null, diagnostics: [read.diagnostic] };
  return readWorkflow(
    read.source,
    libraryAt(cwd, (shown) => {
      const found = readSource(shown, cwd);
      return found.ok ? found.source : null;
    }),
  );
}

type SourceResult =
  | { readonly ok: true; readonly source: SourceFile }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

function readSource(path: string, cwd: string): SourceResult {
  try {
    return { ok: true, source: createSourceFile(path, readText(resolve(cwd, path))) };
  } catch (error) {
    return {
      ok: false,
      diagnostic: {
        code: 'unreadable-file',
        severity: 'error',
        file: createSourceFile(path, ''),
        range: { start: 0, end: 0 },
        message: explain(error),
        hint: isNotText(error)
          ? 'save it as UTF-8, without anything that is not text'
          : 'name a workflow file, such as workflows/provision.yaml',
      },
    };
  }
}

/** @throws when the file cannot be read, or is not text in UTF-8. */
export function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
}

function isNotText(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

/** Why a file could not be read, in words. */
export function explain(error: unknown): string {
  if (isNotText(error)) return 'the file is not text in UTF-8';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read by you';
    case 'EISDIR':
      return 'this is a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Reads and checks a workflow as it was when a run of it began, whatever became of its files: the
 * files of sub-workflows are found by the names under which they were read then.
 */
export function loadStoredWorkflow({ file, cwd, files }: RunDefinition): WorkflowResult {
  const sources = new Map(files.map(({ path, text }) => [path, createSourceFile(path, text)]));
  const source = sources.get(file);
  if (source === undefined) throw new Error(`the run holds no text of ${file}`);
  return readWorkflow(
    source,
    libraryAt(cwd, (shown) => sources.get(shown) ?? null),
  );
}

function libraryAt(cwd: string, find: (shown: string) => SourceFile | null): Library {
  return {
    catalogue: catalogue(),
    readFile(from, path) {
      const absolute = resolve(dirname(resolve(cwd, from.path)), path);
      return find(isAbsolute(from.path) ? absolute : relative(cwd, absolute));
    },
  };
}
