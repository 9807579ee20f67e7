import type { JsonObject } from '../../../../core/json.ts';
import type { PlainRecord } from '../world/records.ts';
import { own } from './find.ts';
import { done, type Call, type Handler } from './handler.ts';

/**
 * A kind of thing that a category only keeps, lists and gives back: a DNS zone, a mailbox. In these
 * categories hardly an answer is on record, so what is not answers no more than that it was done.
 */
export interface Collection {
  /** What one of them is called: `zone`; also names the kind. */
  readonly name: string;
  /** The parameter that names one. */
  readonly idParameter: string;
  /** What its things belong to, and go with. */
  readonly parent?: Collection;
  /** Parameters that come out in no list. */
  readonly hidden?: readonly string[];
}

/** Keeps a new one; `change` makes the call change an existing one instead, when it names one. */
export function adds(collection: Collection, change?: { readonly parameter: string }): Handler {
  return (call) => {
    const parent = parentOf(call, collection);
    const changed = change && call.parameters.optional(change.parameter);
    const fields = fieldsOf(call, [...parentParameters(collection), change?.parameter]);
    if (changed !== undefined) {
      findRecord(call, collection, changed).fields = fields;
      return done;
    }
    const id = call.world.nextId('record');
    const record = { id, owner: call.account, collection: collection.name, parent, fields };
    call.world.state.records.set(id, record);
    return done;
  };
}

/** Gives all, as a list or as a map by id, under a key of the answer. */
export function lists(collection: Collection, key: string, form: 'list' | 'map'): Handler {
  return (call) => {
    const rows = recordsOf(call, collection, parentOf(call, collection)).map((record) =>
      rowOf(record, collection),
    );
    return {
      [key]: form === 'list' ? rows : Object.fromEntries(rows.map((row) => [row['id'], row])),
    };
  };
}

/** Changes the fields that the call gives. */
export function changes(collection: Collection): Handler {
  return (call) => {
    const record = namedRecord(call, collection);
    const names = [...parentParameters(collection), collection.idParameter];
    record.fields = { ...record.fields, ...fieldsOf(call, names) };
    return done;
  };
}

/** Takes one away, with all that belongs to it. */
export function removes(collection: Collection): Handler {
  return (call) => {
    const { records } = call.world.state;
    const { id } = namedRecord(call, collection);
    for (const record of records.values()) if (record.parent === id) records.delete(record.id);
    records.delete(id);
    return done;
  };
}

/** The record that a call names by the collection's own parameter. */
export function namedRecord(call: Call, collection: Collection): PlainRecord {
  return findRecord(call, collection, call.parameters.text(collection.idParameter));
}

export function recordsOf(
  { world, account }: Call,
  collection: Collection,
  parent: string | null,
): readonly PlainRecord[] {
  return [...world.state.records.values()].filter(
    (record) =>
      record.collection === collection.name &&
      record.owner === account &&
      (parent === null || record.parent === parent),
  );
}

export function rowOf(
  record: PlainRecord,
  { hidden = [] }: Collection,
): { id: string } & JsonObject {
  const shown = Object.entries(record.fields).filter(([name]) => !hidden.includes(name));
  return { ...Object.fromEntries(shown), id: record.id };
}

function findRecord(call: Call, collection: Collection, id: string): PlainRecord {
  const text = `invalid ${collection.name}`;
  const record = own(call, call.world.state.records.get(id), text);
  const parent = call.parameters.optional(collection.parent?.idParameter ?? '');
  const fits =
    record.collection === collection.name && (parent === undefined || record.parent === parent);
  return own(call, fits ? record : undefined, text);
}

function parentOf(call: Call, { parent }: Collection): string | null {
  return parent === undefined ? null : namedRecord(call, parent).id;
}

function parentParameters({ parent }: Collection): readonly string[] {
  return parent === undefined ? [] : [parent.idParameter];
}

function fieldsOf(
  { parameters }: Call,
  without: readonly (string | undefined)[],
): Readonly<Record<string, string>> {
  const names = parameters.names.filter((name) => !without.includes(name));
  return Object.fromEntries(names.map((name) => [name, parameters.text(name)]));
}
