import { Refusal } from '../refusal.ts';
import type { SshKey } from '../world/records.ts';
import { own } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const sshKeyHandlers: Handlers = {
  'sshkey/list': (call) =>
    Object.fromEntries(
      keysOf(call).map(({ id, name, value }, index) => [
        String(index),
        { id, name, value, val: value },
      ]),
    ),
  'sshkey/add': (call) => {
    const { world, account, parameters } = call;
    const name = parameters.text('label');
    if (keysOf(call).some((key) => key.name === name)) {
      throw new Refusal('a key with that label already exists');
    }
    const value = parameters.text('sshkey');
    if (!/^\S+ [A-Za-z0-9+/]+=*(?: |$)/.test(value)) throw new Refusal('invalid key');
    const id = world.nextId('ssh-key');
    world.state.sshKeys.set(id, { id, owner: account, name, value });
    return { key_id: id };
  },
  'sshkey/remove': (call) => {
    const { sshKeys } = call.world.state;
    sshKeys.delete(own(call, sshKeys.get(call.parameters.text('key_id')), 'invalid key').id);
    return done;
  },
};

function keysOf({ world, account }: Call): SshKey[] {
  return [...world.state.sshKeys.values()].filter(({ owner }) => owner === account);
}
