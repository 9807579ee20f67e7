import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { ExpressionPlace } from '../../core/workflow/edges.ts';

/** A place in a workflow that takes expressions. */
export interface Site {
  readonly place: ExpressionPlace | 'workflow-env' | 'workflow';
  /** Of the step; `null` for what belongs to the workflow. */
  readonly step: DocumentPath | null;
  /** Whether the expression may stand without `${{ }}`. */
  readonly isBare: boolean;
}

/** What kind of place for expressions a path leads to; `null` for none. */
export function siteOf(path: DocumentPath): Site | null {
  const [list, at, ...inner] = path;
  if ((list === 'steps' || list === 'finally') && typeof at === 'number') {
    return siteInStep(inner, [list, at]);
  }
  switch (list) {
    case 'env':
      return { place: 'workflow-env', step: null, isBare: false };
    case 'outputs':
    case 'concurrency':
      return { place: 'workflow', step: null, isBare: false };
    case 'defaults':
      return isRetryIf(path.slice(1)) ? { place: 'retry-if', step: null, isBare: true } : null;
    default:
      return null;
  }
}

function siteInStep(inner: DocumentPath, step: DocumentPath): Site | null {
  const [key, second] = inner;
  switch (key) {
    case 'with':
    case 'env':
      return { place: key, step, isBare: false };
    case 'if':
    case 'key':
    case 'until':
    case 'fail-if':
      return inner.length === 1 ? { place: key, step, isBare: true } : null;
    case 'foreach':
      return { place: key, step, isBare: inner.length === 1 };
    case 'retry':
      return isRetryIf(inner) ? { place: 'retry-if', step, isBare: true } : null;
    case 'undo':
      if (second === 'with') return { place: 'undo', step, isBare: false };
      return isRetryIf(inner.slice(1)) ? { place: 'undo-retry-if', step, isBare: true } : null;
    default:
      return null;
  }
}

function isRetryIf(path: DocumentPath): boolean {
  return path.length === 2 && path[0] === 'retry' && path[1] === 'if';
}
