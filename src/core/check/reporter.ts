import type { Diagnostic, DiagnosticCode, RelatedPlace } from '../diagnostic/diagnostic.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import type { WorkflowFile } from '../document/workflow-file.ts';

/** Takes what checks have to say about one file. */
export interface Reporter {
  readonly diagnostics: readonly Diagnostic[];
  error(code: DiagnosticCode, range: SourceRange, message: string, more?: More): void;
  /** Something that is allowed, and most likely not what was meant. */
  warning(code: DiagnosticCode, range: SourceRange, message: string, more?: More): void;
  /** Takes over diagnostics of another file, such as a sub-workflow. */
  adopt(diagnostics: readonly Diagnostic[]): void;
}

export interface More {
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedPlace[];
}

export function createReporter(file: WorkflowFile): Reporter {
  const diagnostics: Diagnostic[] = [];
  /** What holds for several steps, such as `defaults`, is looked at by each and said once. */
  const places = new Set<string>();
  const add = (severity: Diagnostic['severity']): Reporter['error'] => {
    return (code, range, message, { hint, related } = {}) => {
      const place = `${code} ${range.start} ${range.end} ${message}`;
      if (places.has(place)) return;
      places.add(place);
      diagnostics.push({
        code,
        severity,
        file: file.source,
        range,
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(related === undefined ? {} : { related }),
      });
    };
  };
  return {
    diagnostics,
    error: add('error'),
    warning: add('warning'),
    adopt: (others) => void diagnostics.push(...others),
  };
}
