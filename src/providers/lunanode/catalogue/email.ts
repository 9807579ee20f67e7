import { endpoint } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';

const oneDomain = { domain_id: param.needed(param.id('The domain (see email/domain-list).')) };
const oneUser = {
  ...oneDomain,
  user_id: param.needed(param.id('The mailbox (see email/user-list).')),
};

/** Mail: domains, mailboxes, aliases. What these calls answer is on record nowhere. */
export const emailEndpoints: readonly Endpoint[] = [
  mail({ name: 'email/usage', summary: 'Show what mail uses', class: 'read' }),
  mail({ name: 'email/domain-list', summary: 'List the mail domains', class: 'read' }),
  mail({
    name: 'email/domain-add',
    summary: 'Add a mail domain',
    class: 'create',
    parameters: { name: param.needed(param.text('Name of the domain.', 'example.com')) },
  }),
  mail({
    name: 'email/domain-remove',
    summary: 'Remove a mail domain',
    class: 'destroy',
    parameters: oneDomain,
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
  }),
  mail({
    name: 'email/domain-dkim-unset',
    summary: 'Stop signing the mail of a domain',
    class: 'convergent',
    parameters: oneDomain,
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
  }),
  mail({
    name: 'email/user-set-password',
    summary: 'Change the password of a mailbox',
    class: 'convergent',
    parameters: { ...oneUser, password: param.needed(param.secretText('The new password.')) },
  }),
  mail({
    name: 'email/user-remove',
    summary: 'Remove a mailbox',
    class: 'destroy',
    parameters: oneUser,
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
  }),
  mail({
    name: 'email/alias-remove',
    summary: 'Remove an alias',
    class: 'destroy',
    parameters: {
      ...oneDomain,
      alias_id: param.needed(param.id('The alias (see email/alias-list).')),
    },
  }),
];

function mail(
  draft: Pick<Endpoint, 'name' | 'summary' | 'class'> & Partial<Pick<Endpoint, 'parameters'>>,
): Endpoint {
  return endpoint({ ...draft, response: answer.unrecorded, evidence: 'data-file' });
}
