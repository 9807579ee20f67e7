import type { ActionSpec } from '../core/action-spec.ts';
import type { JsonSchema } from '../core/json-schema.ts';
import type { Library } from '../core/workflow/read-workflow.ts';

/** What the answers to an editor need besides the file itself. */
export interface Surroundings {
  /** Files are called by their URIs here. */
  readonly library: Library;
  readonly wording: Wording;
}

/** How the reference pages put things, so that an editor says the same. */
export interface Wording {
  /** A type in a few words: `string (ipv4)`, `list of integer`. */
  readonly type: (schema: JsonSchema) => string;
  /** What the class of an action means for repeats, in sentences. */
  readonly class: (action: ActionSpec) => readonly string[];
}
