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
  /** What a parameter is for, and what it may be. */
  readonly parameter: (schema: JsonSchema) => string;
  /** What a field of an answer means. */
  readonly field: (schema: JsonSchema) => string;
  /** What kind of action it is, a sentence or two for each fact. */
  readonly facts: (action: ActionSpec) => readonly string[];
  /** What a wait of an action looks at, until when, and how often. */
  readonly wait: (action: ActionSpec, name: string) => string;
}
