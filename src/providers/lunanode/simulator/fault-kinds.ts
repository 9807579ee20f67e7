import { catalogue } from '../catalogue/catalogue.ts';
import type { Endpoint } from '../catalogue/endpoint.ts';
import type { FaultKind, FaultName } from './fault-plan.ts';

/** A kind of fault, for who chooses one. */
export interface FaultKindInfo {
  readonly name: FaultName;
  /** What happens, in one line. */
  readonly description: string;
  /** Whether it can happen to calls of an action, by `category/action`. */
  readonly appliesTo: (action: string) => boolean;
  /** One of this kind that a run should notice. */
  readonly example: FaultKind;
}

/** Every kind of fault that the simulated cloud can have. */
export const faultKinds: readonly FaultKindInfo[] = [
  kind({ fault: 'refuse' }, 'the connection is refused: nothing is read', always),
  kind({ fault: 'cut-before' }, 'the connection breaks before the call has its effect', always),
  kind({ fault: 'cut-after' }, 'the connection breaks after the call had its effect', always),
  kind({ fault: 'nonce-refused' }, 'the nonce is turned down: the call is not handled', always),
  kind(
    { fault: { reject: 'this is not possible right now' } },
    'the API says no, in given words',
    always,
  ),
  kind({ fault: 'status-429' }, 'too many requests: the call is not handled', always),
  kind(
    { fault: 'status-500', afterEffect: true },
    'a page of the server, with status 500, instead of an answer',
    always,
  ),
  kind(
    { fault: 'html', afterEffect: true },
    'a page about maintenance, with status 200, instead of an answer',
    always,
  ),
  kind({ fault: 'slow', ms: 45_000 }, 'the effect comes at once, the answer late', always),
  kind({ fault: 'stuck-building' }, 'what the call begins never ends', hasProgress),
  kind({ fault: 'error-state' }, 'what the call begins ends in the state of error', hasProgress),
  kind({ fault: 'image-killed' }, 'the image that the call begins is killed', makesImage),
  kind({ fault: 'no-effect' }, 'the API says yes, and nothing happens', answersBeforeTheWork),
  kind({ fault: 'stale-list' }, 'a list shows all as it was before the last change', isList),
  kind(
    { fault: 'duplicate-name', cut: true },
    'somebody else makes a thing of the same name at the same moment',
    makesNamedThing,
  ),
];

/** What a fault is called, also in the log. */
export function faultName({ fault }: FaultKind): FaultName {
  return typeof fault === 'string' ? fault : 'reject';
}

const byName: ReadonlyMap<string, FaultKindInfo> = new Map(
  faultKinds.map((each) => [each.name, each]),
);

/** Whether a kind of fault can happen to calls of an action. */
export function canHappen(name: FaultName, action: string): boolean {
  return byName.get(name)?.appliesTo(action) === true;
}

function kind(
  example: FaultKind,
  description: string,
  applies: (endpoint: Endpoint) => boolean,
): FaultKindInfo {
  return {
    name: faultName(example),
    description,
    appliesTo: (action) => {
      const endpoint = catalogue.get(action);
      return endpoint !== undefined && applies(endpoint);
    },
    example,
  };
}

function always(): boolean {
  return true;
}

/** Of a load balancer nothing is known but that it takes time: here it is there at once. */
function hasProgress({ name, asynchronous }: Endpoint): boolean {
  return asynchronous && name !== 'lb/create';
}

const imageMakers = new Set([
  'vm/snapshot',
  'image/fetch',
  'image/replicate',
  'volume/snapshot-replicate',
]);

function makesImage({ name }: Endpoint): boolean {
  return imageMakers.has(name);
}

/** Only then can the API say yes in good faith: a client has reported it of vm/resize. */
function answersBeforeTheWork({ asynchronous }: Endpoint): boolean {
  return asynchronous;
}

const lists = new Set(['vm/list', 'vm/iplist', 'image/list', 'volume/list', 'floating/list']);

function isList({ name }: Endpoint): boolean {
  return lists.has(name);
}

/** Names of keys are unique: nobody else can make one of the same name. */
function makesNamedThing({ name, class: kind, settle }: Endpoint): boolean {
  const hasName = settle?.kind === 'find' && settle.name !== undefined;
  return kind === 'create' && hasName && name !== 'sshkey/add';
}
