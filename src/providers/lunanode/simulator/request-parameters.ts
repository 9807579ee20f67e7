import type { Json, JsonObject } from '../../../core/json.ts';
import type { Endpoint } from '../catalogue/endpoint.ts';
import { parseIpv4 } from './ipv4.ts';
import { Refusal } from './refusal.ts';
import { isRegion, type Region } from './world/regions.ts';

/**
 * The parameters of one call, as text. Only what the action knows gets in, and what it requires is
 * there and not empty; otherwise a {@link Refusal} is thrown.
 */
export class RequestParameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(endpoint: Endpoint, given: JsonObject) {
    for (const name of Object.keys(given)) {
      if (endpoint.parameters[name] === undefined && endpoint.otherParameters === undefined) {
        throw new Refusal(`unknown parameter ${name}`);
      }
    }
    this.#values = new Map(
      Object.entries(given).map(([name, value]) => [name, asText(name, value)]),
    );
    if (this.#lacksRequired(endpoint) || this.#lacksChoice(endpoint)) {
      throw new Refusal(knownTexts[endpoint.name] ?? notSet(endpoint));
    }
  }

  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** A parameter that is required. */
  text(name: string): string {
    return this.#values.get(name) ?? '';
  }

  /** A parameter that may be left out. An empty one is not left out. */
  optional(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** `yes` or `no`; without it, no. */
  flag(name: string): boolean {
    const value = this.#values.get(name) ?? 'no';
    if (value !== 'yes' && value !== 'no') throw new Refusal(`${name} must be 'yes' or 'no'`);
    return value === 'yes';
  }

  wholeNumber(name: string): number {
    const value = this.text(name);
    if (!/^\d{1,9}$/.test(value)) throw new Refusal(`${name} must be a whole number`);
    return Number(value);
  }

  /** One of a closed set of words. */
  choice<Word extends string>(name: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === this.text(name));
    if (found === undefined) throw new Refusal(`${name} must be one of ${words.join(', ')}`);
    return found;
  }

  ipv4(name: string): string {
    const value = this.text(name);
    if (parseIpv4(value) === null) throw new Refusal(`invalid ${name}`);
    return value;
  }

  region(name = 'region'): Region {
    const value = this.text(name);
    if (!isRegion(value)) throw new Refusal('invalid region');
    return value;
  }

  #lacksRequired(endpoint: Endpoint): boolean {
    return required(endpoint).some((name) => {
      const value = this.#values.get(name);
      return value === undefined || (value === '' && !mayBeEmpty.has(`${endpoint.name} ${name}`));
    });
  }

  #lacksChoice(endpoint: Endpoint): boolean {
    return (endpoint.needsOneOf ?? []).some((names) =>
      names.every((name) => !this.#values.has(name)),
    );
  }
}

/** A record of the zone itself has no name in front. */
const mayBeEmpty: ReadonlySet<string> = new Set(['dns2/record-add name', 'dns/record-add name']);

/** What the API is known to say when something is missing (captured answers). */
const knownTexts: Readonly<Record<string, string>> = {
  'vm/create': 'hostname, plan_id, and/or image_id not set',
};

function asText(name: string, value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Refusal(`parameter ${name} is neither text nor a number`);
}

function required(endpoint: Endpoint): readonly string[] {
  return Object.entries(endpoint.parameters).flatMap(([name, { required }]) =>
    required ? [name] : [],
  );
}

/** In the manner of the texts that are on record: `region not set`, `a, b, and/or c not set`. */
function notSet(endpoint: Endpoint): string {
  const names = required(endpoint);
  const last = names.at(-1) ?? endpoint.needsOneOf?.[0]?.join(' or ') ?? 'parameter';
  const others = names.slice(0, -1);
  const comma = others.length > 1 ? ',' : '';
  return others.length === 0
    ? `${last} not set`
    : `${others.join(', ')}${comma} and/or ${last} not set`;
}
