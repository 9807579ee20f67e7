import type { ErrorObject } from 'ajv';
import type { DocumentPath } from '../document/workflow-file.ts';

/** A validator's pointer into a value as a path; numbers only where the value has a list. */
export function pointerPath(pointer: string, value: unknown): DocumentPath {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      const key = Array.isArray(at) ? Number(part) : part;
      at = (at as Readonly<Record<string | number, unknown>> | null)?.[key];
      return key;
    });
}

/** The error to tell of several: the first, or the choice of which it is only one branch. */
export function mainError(errors: readonly ErrorObject[] | null): ErrorObject | undefined {
  const [first] = errors ?? [];
  const choice = errors?.find(
    (each) =>
      each.keyword === 'anyOf' &&
      each.instancePath === first?.instancePath &&
      first.schemaPath.startsWith(each.schemaPath),
  );
  return choice ?? first;
}
