import type { DiagnosticCode } from '../src/core/diagnostic/diagnostic.ts';

/** What the page about a diagnostic says besides its title and its examples. */
export interface Explanation {
  /** Why it matters, and what to do about it; one paragraph of Markdown. */
  readonly why: string;
  /** The fixture that shows it, when that is not named like the code. */
  readonly example?: string;
  /** Shown by a command line instead of a fixture: it is not about what stands in a workflow. */
  readonly commandLine?: CommandExample;
}

export interface CommandExample {
  /** Name of the workflow file, and what is in it. */
  readonly file: string;
  readonly text: string;
  /** The words after `perilune`. */
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}

/** A code without an explanation does not compile. */
export const diagnosticExplanations: Readonly<Record<DiagnosticCode, Explanation>> = {
  'unreadable-file': {
    why: 'Nothing can be said about a file that is not there, may not be read, or is not text in UTF-8. Paths start at the folder in which the command runs.',
    commandLine: {
      file: 'web.yaml',
      text: 'name: web\nsteps:\n  - id: vms\n    uses: vm/list\n',
      wrong: ['validate', 'webb.yaml'],
      right: ['validate', 'web.yaml'],
    },
  },
  'invalid-yaml': {
    why: 'A file that YAML cannot read has no meaning that could be guessed at. The place is where the reading failed or, for what was opened and never closed, where it was opened. Only the first such mistake of a file is told: what follows it would be noise.',
  },
  'unquoted-expression': {
    why: 'In `{ }` and `[ ]`, YAML takes the braces of `${{ }}` for mappings of its own. Quotes around the whole value make a text of it, which Perilune then reads as an expression.',
  },
  'not-a-workflow': {
    why: 'A workflow is one mapping that has a `name` and `steps`. Another kind of file was given, or the first lines got lost.',
  },
  'duplicate-key': {
    why: 'Of two keys with one name, only one value can count, and readers of YAML disagree about which. So neither does.',
  },
  'unknown-key': {
    why: 'A key that nobody reads would do nothing at all, quietly: a misspelt `retry` is a step that is not retried. Keys of Perilune have small letters and `-`.',
    example: 'unknown-key-nearest',
  },
  'missing-key': {
    why: 'Without its name a step could not be referred to, and without an action it would do nothing. The format asks only for what cannot be left out: `name` and `steps` of a workflow, `id` and `uses` of a step.',
  },
  'wrong-type': {
    why: 'There is no conversion that nobody asked for. A number where a text is wanted is quoted; one value where a list is wanted stands in `[ ]`; for what is true or false there are the words `true` and `false` only.',
  },
  'invalid-value': {
    why: 'The value has the right type, but is none of those that are allowed here, or is out of bounds. It would be refused in the end, and better now than halfway through a run. What an expression may give counts too: what it says itself, an `enum` of an input, and the default of one.',
  },
  'invalid-name': {
    why: 'Names of steps and inputs occur in expressions, where `list-vms` would be read as `list` minus `vms`. Small letters, digits and `_`, beginning with a letter, always work.',
  },
  'invalid-duration': {
    why: 'A length of time always has its unit, so that nobody has to know whether `5` means seconds or minutes: `500ms`, `10s`, `5m`, `2h`, `1d`, or several of them as in `1h30m`.',
  },
  'invalid-input-schema': {
    why: 'An input is described by JSON Schema (2020-12). What values are right can only be checked, and expressions can only be given types, if that description itself is right.',
  },
  'duplicate-id': {
    why: '`needs` and `steps.ID` have to lead to one step. Steps of `steps` and of `finally` share their names.',
  },
  'unknown-action': {
    why: 'A step does what its action does. `perilune actions` lists all of them, and [the reference](../README.md#actions) has a page for each category.',
  },
  'unknown-parameter': {
    why: 'The provider would ignore a parameter that it does not know, and do something else than what was meant. What stands under `with` keeps the names that the API has.',
  },
  'missing-parameter': {
    why: 'The call would be refused without it. Some parameters have a default at the provider that destroys something; those have to be written here, so that nobody does it by leaving them out.',
  },
  'unknown-wait': {
    why: '`await` names one of the waits that the action declares: what to look at, and when it is done. For anything else, a step of its own polls with `until`.',
  },
  'unknown-step': {
    why: 'A step that is waited for has to exist. Often it was renamed in one place only.',
  },
  'unreachable-step': {
    why: 'Steps of `finally` run when all of `steps` is over. Nothing in `steps` could wait for one of them without waiting for itself.',
  },
  'dependency-cycle': {
    why: 'Steps that wait for one another in a circle would wait for ever. A reference such as `steps.one.outputs` makes a step wait just as `needs` does.',
  },
  'invalid-expression': {
    why: 'What stands in `${{ }}` is [CEL](https://cel.dev). A sign is missing or too many at the place that is shown, or just before it.',
  },
  'unknown-reference': {
    why: 'What an action answers is known beforehand, field by field, and so are inputs, secrets and steps. A name that none of them has would fail while the workflow runs, perhaps after something was paid for.',
  },
  'type-error': {
    why: 'Expressions are strict: a text is no number, and a number is neither true nor false. The types of all values are known before anything runs, so what does not go together is found now.',
  },
  'mixed-condition': {
    why: 'A condition is one expression. With text around `${{ }}` it would be a text, and a text that is not empty counts as true in many languages, which is how conditions come to hold always.',
  },
  'expression-in-script': {
    why: 'A value that is pasted into a script becomes part of the program: a name with `; rm -rf ~` in it would be run. By way of `env` it stays a value, whatever it holds.',
  },
  'unsafe-poll': {
    why: '`until` repeats the action until the condition holds. With an action that creates, destroys or toggles something, every look would do it once more.',
  },
  'conflicting-keys': {
    why: 'Both keys say how long to go on, and only one of them can be right.',
  },
  'unusable-key': {
    why: 'The key changes nothing where it stands. Either what it belongs to is missing, and then the step does not do what was meant, or it is a leftover.',
  },
  'sub-workflow': {
    why: 'A workflow that runs as a step is read and checked together with the one that uses it. So its file has to be there, has to be named outright, and cannot lead back to itself.',
    example: 'sub-workflow-missing',
  },
  'no-undo': {
    why: "`undo: true` asks for the undo that the provider declares for an action. Not every action has one: what destroys cannot be taken back, and for what changes something only the workflow knows what it was before. An action that does it can be spelled out, with parameters that see the step's own `outputs`.",
  },
  'not-yet': {
    why: 'Perilune leaves nothing out in silence: what the format has, and this version does not do yet, is refused.',
    example: 'not-yet-concurrency',
  },
  'maybe-absent': {
    why: "The API leaves this field out at times, and reading what is not there fails the step. Say what to take instead with `.?field.orValue(…)`, or ask `has(…)` before: in the same expression, in the step's `if`, or in what has to succeed before it, such as the `until` of the step that gives it or an `assert/that`.",
  },
  'maybe-skipped': {
    why: 'Only a step that succeeded has outputs. Where others run although something failed, which is in `finally`, after `continue-on-error`, and with `failure()`, they may be missing just when they are read.',
  },
  'never-true': {
    why: 'What is asked for never occurs, so the answer is always the same. A value never has this form, and a poll that waits for it would look until its time is over. Or the step is not there to ask: without a status function (`success()`, `failure()`, `always()`, `cancelled()`) in its `if`, a step runs only when all that it needs succeeded, and a reference to another step is a need too. With `!cancelled() && …` it runs however these went.',
  },
  'constant-condition': {
    why: 'A condition that is the same in every run decides nothing. Mostly a part of it is left over from trying something out.',
  },
  'never-runs': {
    why: 'What is skipped skips all that waits for it, but for steps that ask `always()`, `failure()` or `cancelled()` themselves. A condition that says no in every run thereby takes more out of the workflow than the one step that it stands at.',
  },
  'redundant-need': {
    why: 'References make a step wait by themselves, and so do the needs of what it needs. An entry in `needs` that adds nothing hides those that do.',
  },
  'not-awaited': {
    why: 'The API answers before its work is done. A VM that is still being built cannot be snapshotted, so the next call would fail, or do half of its work.',
  },
  'used-after-destroy': {
    why: 'When this step runs, the thing is gone: the call can only fail, or reach something else that got the same id.',
  },
  'nothing-to-undo': {
    why: 'A run that is taken back undoes the steps that say how. Where none does, or where an undo belongs to a step that changes nothing, or itself changes nothing, somebody counts on something that does not happen.',
  },
  'unsafe-undo': {
    why: 'When a run is taken back it has failed already, and the next call may fail too. An undo is tried again until it is done. One that has another effect each time cannot be: if its answer is lost, the run stops as `needs-operator`.',
  },
  'unsettled-retry': {
    why: 'A call whose answer is lost may have had its effect. Perilune then finds out, where the provider can be asked, and repeats only what certainly did not happen. Where nobody can be asked, `retry` cannot help: what was refused is repeated, what was lost is not.',
  },
  'exposed-secret': {
    why: 'Perilune shows a secret nowhere. Others do: arguments of commands are seen by everybody on the machine, addresses end up in logs, and names and labels in the panel of the provider.',
  },
  'lost-braces': {
    why: 'Without the `$`, or with one brace, it is a text like any other, and would be sent to the provider as it stands.',
  },
  'lost-digits': {
    why: 'An id is a text, even if it is all digits. As a number it loses its leading zeros, and the digits that a number has no room for; `1e3` becomes 1000 and `0x1f` becomes 31. What is left names another thing, or none.',
  },
  'lost-quote': {
    why: 'Without the quote at its beginning, YAML takes the one at its end for a part of the text, and so does the provider. A text that is to end with a quote stands in quotes itself.',
  },
  'invalid-input': {
    why: 'The values for the inputs come from the command line or a file, and are checked against what the workflow says about them before anything runs.',
    commandLine: {
      file: 'web.yaml',
      text: "name: web\ninputs:\n  count: { type: integer, minimum: 1 }\nsteps:\n  - id: counted\n    uses: value/set\n    with: { count: '${{ inputs.count }}' }\n",
      wrong: ['plan', 'web.yaml', '-i', 'count=0'],
      right: ['plan', 'web.yaml', '-i', 'count=2'],
    },
  },
};
