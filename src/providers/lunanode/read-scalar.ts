import type { Json } from '../../core/json.ts';
import { unescapeHtml } from './html-text.ts';

/** A single value out of what the wire has for it, which is mostly text; `undefined` when it is none. */
export function readScalar(type: ScalarType, raw: Json): Scalar | undefined {
  return readers[type](raw);
}

type ScalarType = 'string' | 'integer' | 'number' | 'boolean';
type Scalar = string | number | boolean;

const readers: Readonly<Record<ScalarType, (raw: Json) => Scalar | undefined>> = {
  string: readText,
  integer: readInteger,
  number: readNumber,
  boolean: readFlag,
};

function readText(raw: Json): string | undefined {
  if (typeof raw === 'string') return unescapeHtml(raw);
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return Array.isArray(raw) && raw.length === 0 ? '' : undefined;
}

function readInteger(raw: Json): number | undefined {
  const value = readNumber(raw);
  return Number.isSafeInteger(value) ? value : undefined;
}

function readNumber(raw: Json): number | undefined {
  if (typeof raw === 'number') return raw;
  if (typeof raw !== 'string' || !/^\s*-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\s*$/.test(raw)) {
    return undefined;
  }
  const value = Number(raw);
  return Number.isFinite(value) ? value : undefined;
}

/** The API writes flags as `yes` and `no` in some places, as `"1"` and `""` in others. */
function readFlag(raw: Json): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  switch (typeof raw === 'number' ? String(raw) : raw) {
    case 'yes':
    case '1':
      return true;
    case 'no':
    case '0':
    case '':
      return false;
    default:
      return undefined;
  }
}
