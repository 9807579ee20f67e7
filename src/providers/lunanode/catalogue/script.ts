import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, seeIn } from './settling.ts';

const oneScript = { script_id: param.needed(param.id('The script (see script/list).')) };
const written = {
  name: param.needed(param.text('Label of the script.')),
  content: param.needed(
    param.secretText(
      'What the VM runs at first boot. Scripts carry passwords, so this is a secret.',
    ),
  ),
};
const script: JsonSchema = answer.record({
  id: answer.id('Digits.'),
  name: answer.text('Label.'),
  content: { ...answer.secretText('The script; its lines may end in CR LF.'), default: '' },
});

/** Startup scripts. One is needed only while a VM is created and boots for the first time. */
export const scriptEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'script/list',
    summary: 'List the startup scripts of the account',
    class: 'read',
    response: answer.record({ scripts: answer.list('The scripts.', script) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'script/get',
    summary: 'Show a startup script',
    class: 'read',
    parameters: oneScript,
    response: script,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'script/create',
    summary: 'Create a startup script',
    class: 'create',
    parameters: written,
    response: answer.record({ script_id: answer.id('The new script.') }),
    settle: findIn('script/list', {
      what: 'a script of this name',
      rows: 'outputs.scripts',
      where: 'row.name == input.name',
      as: { script_id: 'row.id' },
      name: 'name',
    }),
    undo: {
      summary: 'Delete the script',
      uses: 'script/delete',
      with: { script_id: 'outputs.script_id' },
    },
    effects: [creates('script', 'outputs.script_id', { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'script/update',
    summary: 'Change a startup script',
    class: 'convergent',
    parameters: { ...oneScript, ...written },
    settle: seeIn('script/get', {
      what: 'the script is as it was to be',
      with: { script_id: 'input.script_id' },
      done: `outputs.name == input.name && ${lines('outputs')} == ${lines('input')}`,
    }),
    effects: [changes('script', idOf('script_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'script/delete',
    summary: 'Delete a startup script',
    class: 'destroy',
    parameters: oneScript,
    settle: goneFrom('script/list', {
      what: 'the script',
      rows: 'outputs.scripts',
      where: 'row.id == string(input.script_id)',
    }),
    effects: [destroys('script', idOf('script_id'))],
    evidence: 'vendor',
  }),
];

/** The content, whatever its lines end in. */
function lines(of: 'input' | 'outputs'): string {
  return String.raw`replace(${of}.content, "\r\n", "\n")`;
}
