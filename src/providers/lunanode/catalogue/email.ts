import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, goneFrom, rowsOf, sameDnsName } from './settling.ts';

const oneDomain = { domain_id: param.needed(param.id('The domain (see email/domain-list).')) };
const oneUser = {
  ...oneDomain,
  user_id: param.needed(param.id('The mailbox (see email/user-list).')),
};

const ofDomain = { domain_id: 'input.domain_id' };

/** Mail: domains, mailboxes, aliases. What these calls answer is on record nowhere. */
export const emailEndpoints: readonly Endpoint[] = [
  mail({ name: 'email/usage', summary: 'Show what mail uses', class: 'read' }),
  mail({ name: 'email/domain-list', summary: 'List the mail domains', class: 'read' }),
  mail({
    name: 'email/domain-add',
    summary: 'Add a mail domain',
    class: 'create',
    parameters: { name: param.needed(param.text('Name of the domain.', 'example.com')) },
    settle: findIn('email/domain-list', {
      what: 'a domain of this name',

      rows: rowsOf('outputs.domains'),
      where: sameDnsName('row.name', 'input.name'),
      as: { domain_id: 'string(row.id)' },
      name: 'name',
    }),
    effects: [creates('mail domain', outputIfAny('domain_id'), { name: 'input.name' })],
  }),
  mail({
    name: 'email/domain-remove',
    summary: 'Remove a mail domain',
    class: 'destroy',
    parameters: oneDomain,
    settle: goneFrom('email/domain-list', {
      what: 'the domain',

      rows: rowsOf('outputs.domains'),
      where: 'string(row.id) == string(input.domain_id)',
    }),
    effects: [destroys('mail domain', idOf('domain_id'))],
  }),
  mail({
    name: 'email/domain-dkim-set',
    summary: 'Sign the mail of a domain with DKIM',
    class: 'convergent',
    parameters: {
      ...oneDomain,
      selector: param.needed(param.text('The selector in DNS.', 'mail')),
      private_key: param.needed(param.secretText('The private key.')),
    },
    effects: [changes('mail domain', idOf('domain_id'))],
  }),
  mail({
    name: 'email/domain-dkim-unset',
    summary: 'Stop signing the mail of a domain',
    class: 'convergent',
    parameters: oneDomain,
    effects: [changes('mail domain', idOf('domain_id'))],
  }),
  mail({
    name: 'email/user-list',
    summary: 'List the mailboxes of a domain',
    class: 'read',
    parameters: oneDomain,
  }),
  mail({
    name: 'email/user-add',
    summary: 'Add a mailbox',
    class: 'create',
    parameters: {
      ...oneDomain,
      username: param.needed(param.text('Name in front of the @.')),
      password: param.needed(param.secretText('Its password.')),
    },
    settle: findIn('email/user-list', {
      what: 'a mailbox of this name',
      with: ofDomain,
      rows: rowsOf('outputs.users'),
      where: 'string(row.username).lowerAscii().startsWith(input.username.lowerAscii())',
      as: { user_id: 'string(row.id)' },
      name: 'username',
    }),
    effects: [creates('mailbox', outputIfAny('user_id'), { name: 'input.username' })],
  }),
  mail({
    name: 'email/user-set-password',
    summary: 'Change the password of a mailbox',
    class: 'convergent',
    parameters: { ...oneUser, password: param.needed(param.secretText('The new password.')) },
    effects: [changes('mailbox', idOf('user_id'))],
  }),
  mail({
    name: 'email/user-remove',
    summary: 'Remove a mailbox',
    class: 'destroy',
    parameters: oneUser,
    settle: goneFrom('email/user-list', {
      what: 'the mailbox',
      with: ofDomain,
      rows: rowsOf('outputs.users'),
      where: 'string(row.id) == string(input.user_id)',
    }),
    effects: [destroys('mailbox', idOf('user_id'))],
  }),
  mail({
    name: 'email/alias-list',
    summary: 'List the aliases of a domain',
    class: 'read',
    parameters: oneDomain,
  }),
  mail({
    name: 'email/alias-add',
    summary: 'Add an alias',
    class: 'create',
    parameters: {
      ...oneDomain,
      name: param.needed(param.text('Name in front of the @.')),
      target: param.needed(param.text('Where its mail goes.')),
    },
    settle: findIn('email/alias-list', {
      what: 'such an alias',
      with: ofDomain,
      rows: rowsOf('outputs.aliases'),
      where:
        'string(row.name).lowerAscii().startsWith(input.name.lowerAscii()) && string(row.target).lowerAscii() == input.target.lowerAscii()',
      as: { alias_id: 'string(row.id)' },
      name: 'name',
    }),
    effects: [creates('mail alias', outputIfAny('alias_id'), { name: 'input.name' })],
  }),
  mail({
    name: 'email/alias-remove',
    summary: 'Remove an alias',
    class: 'destroy',
    parameters: {
      ...oneDomain,
      alias_id: param.needed(param.id('The alias (see email/alias-list).')),
    },
    settle: goneFrom('email/alias-list', {
      what: 'the alias',
      with: ofDomain,
      rows: rowsOf('outputs.aliases'),
      where: 'string(row.id) == string(input.alias_id)',
    }),
    effects: [destroys('mail alias', idOf('alias_id'))],
  }),
];

function mail(
  draft: Pick<Endpoint, 'name' | 'summary' | 'class'> &
    Partial<Pick<Endpoint, 'parameters' | 'settle' | 'effects'>>,
): Endpoint {
  return endpoint({ ...draft, response: answer.unrecorded, evidence: 'data-file' });
}
