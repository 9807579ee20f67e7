import { endpoint } from './define-endpoint.ts';
import { creates, destroys, idOf } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom } from './settling.ts';

/** SSH keys that VMs let in. */
export const sshkeyEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'sshkey/list',
    summary: 'List the SSH keys of the account',
    notes: ['The API numbers the keys; Perilune makes them the list `keys`.'],
    class: 'read',
    response: answer.record({
      keys: answer.list(
        'The keys.',
        answer.record(
          {
            id: answer.id('Digits; the `key_id` of the other calls.'),
            name: answer.text('Label.'),
            value: answer.text('The public key; it may end in a space.'),
          },
          { val: answer.text('The public key again, in answers since 2022.') },
        ),
      ),
    }),
    numberedKeys: 'keys',
    evidence: 'vendor',
  }),
  endpoint({
    name: 'sshkey/add',
    summary: 'Add an SSH key',
    notes: ['A label that exists is refused, as far as is known: a repeat fails, it adds nothing.'],
    class: 'create',
    parameters: {
      label: param.needed(param.text('Label of the key, not used by another one.')),
      sshkey: param.needed(param.text('The public key, in one line.', 'ssh-ed25519 AAAA… me@host')),
    },
    response: answer.record({ key_id: answer.id('The new key.') }),
    settle: findIn('sshkey/list', {
      what: 'a key of this name',
      rows: 'outputs.keys',
      where: 'row.name == input.label',
      as: { key_id: 'row.id' },
      name: 'label',
    }),
    undo: { summary: 'Remove the key', uses: 'sshkey/remove', with: { key_id: 'outputs.key_id' } },
    effects: [creates('ssh key', 'outputs.key_id', { name: 'input.label' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'sshkey/remove',
    summary: 'Remove an SSH key',
    notes: ['A VM reads its keys at first boot: do not remove one before that is over.'],
    class: 'destroy',
    parameters: { key_id: param.needed(param.id('The key (see sshkey/list).')) },
    settle: goneFrom('sshkey/list', {
      what: 'the key',
      rows: 'outputs.keys',
      where: 'row.id == string(input.key_id)',
    }),
    effects: [destroys('ssh key', idOf('key_id'))],
    evidence: 'vendor',
  }),
];
