import type { EffectSpec } from '../../../core/action-spec.ts';

/** The kinds of things that an account can have. */
export type ThingKind =
  | 'vm'
  | 'floating address'
  | 'internal address'
  | 'image'
  | 'volume'
  | 'volume snapshot'
  | 'network'
  | 'security group'
  | 'security group rule'
  | 'script'
  | 'ssh key'
  | 'load balancer'
  | 'load balancer member'
  | 'monitor check'
  | 'monitor contact'
  | 'monitor alert'
  | 'dynamic name'
  | 'dns zone'
  | 'dns record'
  | 'mail domain'
  | 'mailbox'
  | 'mail alias';

type More = Pick<EffectSpec, 'name' | 'when'>;

export function creates(kind: ThingKind, id: string, more: More = {}): EffectSpec {
  return { verb: 'creates', kind, id, ...more };
}

export function changes(kind: ThingKind, id: string, more: More = {}): EffectSpec {
  return { verb: 'changes', kind, id, ...more };
}

export function destroys(kind: ThingKind, id: string, more: More = {}): EffectSpec {
  return { verb: 'destroys', kind, id, ...more };
}

export function attaches(kind: ThingKind, id: string, more: More = {}): EffectSpec {
  return { verb: 'attaches', kind, id, ...more };
}

export function detaches(kind: ThingKind, id: string, more: More = {}): EffectSpec {
  return { verb: 'detaches', kind, id, ...more };
}

/** An output that is there only sometimes, or that no answer on record has: `""` without it. */
export function outputIfAny(name: string): string {
  return `dyn(outputs).?${name}.orValue("")`;
}

/** A parameter that is an id: digits or text. */
export function idOf(parameter: string): string {
  return `string(input.${parameter})`;
}
