import type { Diagnostic, DiagnosticCode, RelatedPlace } from '../diagnostic/diagnostic.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import type { WorkflowFile } from '../document/workflow-file.ts';

/** Takes what checks have to say about one file. */
export interface Reporter {
  readonly diagnostics: readonly Diagnostic[];
  error(code: DiagnosticCode, range: SourceRange, message: string, more?: More): void;
  /** Takes over diagnostics of another file, such as a sub-workflow. */
  adopt(diagnostics: readonly Diagnostic[]): void;
}

export interface More {
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedPlace[];
}

export function createReporter(file: WorkflowFile): Reporter {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    error(code, range, message, { hint, related } = {}) {
      diagnostics.push({
        code,
        severity: 'error',
        file: file.source,
        range,
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(related === undefined ? {} : { related }),
      });
    },
    adopt: (others) => void diagnostics.push(...others),
  };
}
