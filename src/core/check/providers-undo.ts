import { undoOf, type ActionSpec } from '../action-spec.ts';
import type { JsonObject } from '../json.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import type { Catalogue } from '../workflow/catalogue.ts';
import type { Checked } from './check-workflow.ts';

/** `undo: true` stands where the action, as it is used, has an undo of its own. */
export function checkProvidersUndo({ document, workflow, catalogue, report }: Checked): void {
  for (const { step, path, phase } of stepSources(document)) {
    const action = catalogue.get(step.uses);
    const given = step.with ?? {};
    if (step.undo !== true || phase === 'finally' || action === undefined) continue;
    if (undoOf(action, given) !== undefined || isIncomplete(action, given)) continue;
    const range = workflow.file.rangeOf([...path, 'undo']);
    const { message, hint } = reasonFor(action, given, catalogue);
    report.error('no-undo', range, message, { hint });
  }
}

/** What depends on a parameter that has to be written cannot be told before it is. */
function isIncomplete({ settleIfGiven, input }: ActionSpec, given: JsonObject): boolean {
  const parameter = settleIfGiven?.parameter;
  if (parameter === undefined || given[parameter] !== undefined) return false;
  return input.required?.includes(parameter) === true;
}

interface Reason {
  readonly message: string;
  readonly hint: string;
}

function reasonFor(action: ActionSpec, given: JsonObject, catalogue: Catalogue): Reason {
  const { name, undo, settleIfGiven: special } = action;
  const spellOut = 'say yourself what takes it back: `undo: { uses: …, with: … }`';
  if (undo !== undefined && special !== undefined) {
    const message = `${name} cannot be taken back when "${special.parameter}" is given`;
    return { message, hint: spellOut };
  }
  if (special?.undo !== undefined) {
    const { parameter } = special;
    const value = given[parameter];
    return value === undefined
      ? {
          message: `${name} without "${parameter}" cannot be taken back`,
          hint: `give "${parameter}", or ${spellOut}`,
        }
      : {
          message: `${name} with \`${parameter}: ${JSON.stringify(value)}\` cannot be taken back`,
          hint: `remove \`undo\`: with another "${parameter}" it could be`,
        };
  }
  if (action.class === 'read') {
    const message = `${name} changes nothing: there is nothing to take back`;
    return { message, hint: 'remove `undo`' };
  }
  const opposite = oppositeOf(name, catalogue);
  return {
    message: `${name} has no undo of its own`,
    hint: opposite === undefined ? spellOut : `write \`undo: { uses: ${opposite}, with: … }\``,
  };
}

const opposites: readonly (readonly [string, string])[] = [
  ['add', 'remove'],
  ['add', 'delete'],
  ['create', 'delete'],
  ['insert', 'delete'],
  ['attach', 'detach'],
  ['associate', 'disassociate'],
  ['start', 'stop'],
  ['set', 'unset'],
];

/** The action that is called by the opposite word: `dns/zone-remove` of `dns/zone-add`. */
function oppositeOf(name: string, catalogue: Catalogue): string | undefined {
  const candidates = opposites.flatMap(([one, other]) => [
    ...(name.endsWith(one) ? [name.slice(0, -one.length) + other] : []),
    ...(name.endsWith(other) ? [name.slice(0, -other.length) + one] : []),
  ]);
  return candidates.find((each) => catalogue.get(each) !== undefined);
}
