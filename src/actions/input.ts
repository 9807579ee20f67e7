import { parseDuration } from '../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { ActionError } from '../engine/action.ts';

/**
 * The value of a parameter that may be left out.
 *
 * @throws ActionError when it is given and does not fit.
 */
export function optional<T extends Json>(
  input: JsonObject,
  name: string,
  fits: (value: Json) => value is T,
): T | undefined {
  const value = input[name];
  if (value === undefined || fits(value)) return value;
  throw invalidValue(`the value of "${name}" does not fit`);
}

/**
 * The value of a parameter that has to be given.
 *
 * @throws ActionError when it is not given or does not fit.
 */
export function required<T extends Json>(
  input: JsonObject,
  name: string,
  fits: (value: Json) => value is T,
): T {
  const value = optional(input, name, fits);
  if (value === undefined) throw invalidValue(`"${name}" is missing`);
  return value;
}

/**
 * Milliseconds of a duration that may be left out.
 *
 * @throws ActionError when it is given and is no duration.
 */
export function optionalDuration(input: JsonObject, name: string): number | undefined {
  const text = optional(input, name, isText);
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === null) throw invalidValue(`"${name}" is "${text}", which is not a duration`);
  return ms;
}

/**
 * The one of some parameters that is given, or `undefined` when none is.
 *
 * @throws ActionError when more than one is.
 */
export function onlyOneOf(input: JsonObject, names: readonly string[]): string | undefined {
  const given = names.filter((name) => input[name] !== undefined);
  if (given.length > 1) throw invalidValue(`only one of ${quoted(given)} may be given`);
  return given[0];
}

/** The input does not fit the action, and nothing was done. */
export function invalidValue(message: string, cause?: unknown): ActionError {
  return new ActionError({ kind: 'invalid-value', message }, { cause });
}

export function isText(value: Json): value is string {
  return typeof value === 'string';
}

export function isNumber(value: Json): value is number {
  return typeof value === 'number';
}

export function isBoolean(value: Json): value is boolean {
  return typeof value === 'boolean';
}

export function isListOf<T extends Json>(fits: (value: Json) => value is T) {
  return (value: Json): value is readonly T[] => Array.isArray(value) && value.every(fits);
}

/** A value that can stand inside text. */
export type Scalar = string | number | boolean;

export function isScalar(value: Json): value is Scalar {
  return isText(value) || isNumber(value) || isBoolean(value);
}

export function isScalarMap(value: Json): value is Readonly<Record<string, Scalar>> {
  return isJsonObject(value) && Object.values(value).every(isScalar);
}

/** A map of scalars as one of texts. */
export function texts(map: Readonly<Record<string, Scalar>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
