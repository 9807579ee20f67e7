import { adds, changes, lists, namedRecord, removes, type Collection } from './collection.ts';
import { done, type Handlers } from './handler.ts';

const domain: Collection = {
  name: 'domain',
  idParameter: 'domain_id',
  hidden: ['private_key'],
};
const user: Collection = {
  name: 'user',
  idParameter: 'user_id',
  parent: domain,
  hidden: ['password'],
};
const alias: Collection = { name: 'alias', idParameter: 'alias_id', parent: domain };

export const emailHandlers: Handlers = {
  'email/usage': () => ({ usage: '0' }),
  'email/domain-list': lists(domain, 'domains', 'list'),
  'email/domain-add': adds(domain),
  'email/domain-remove': removes(domain),
  'email/domain-dkim-set': changes(domain),
  'email/domain-dkim-unset': (call) => {
    const record = namedRecord(call, domain);
    const { selector: _selector, private_key: _key, ...fields } = record.fields;
    record.fields = fields;
    return done;
  },
  'email/user-list': lists(user, 'users', 'list'),
  'email/user-add': adds(user),
  'email/user-set-password': changes(user),
  'email/user-remove': removes(user),
  'email/alias-list': lists(alias, 'aliases', 'list'),
  'email/alias-add': adds(alias),
  'email/alias-remove': removes(alias),
};
