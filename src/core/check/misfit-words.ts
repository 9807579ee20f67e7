import type { ErrorObject } from 'ajv';
import { typeWords } from './type-words.ts';

/** What does not fit, as the end of a sentence that starts with the name of the value. */
export function misfitWords({ keyword, params, data, message }: ErrorObject): string {
  const limit = String((params as { readonly limit?: unknown }).limit);
  switch (keyword) {
    case 'type':
      return `has to be ${typeWords([(params as { readonly type?: string | string[] }).type ?? []].flat())}`;
    case 'enum': {
      const { allowedValues = [] } = params as { readonly allowedValues?: readonly unknown[] };
      return `cannot be ${JSON.stringify(data)}; it is one of: ${allowedValues.map(String).join(', ')}`;
    }
    case 'minimum':
      return `has to be ${limit} or more`;
    case 'maximum':
      return `has to be ${limit} or less`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return limit === '1' ? 'cannot be empty' : `has to hold ${limit} or more`;
    case 'uniqueItems':
      return 'holds the same more than once';
    case 'pattern': {
      const pattern = String((params as { readonly pattern?: unknown }).pattern);
      return /^\^-\?(?:\\d|\[0-9\])\+\$$/.test(pattern)
        ? 'has to be a whole number'
        : `has to match \`${pattern}\``;
    }
    case 'format':
      return `is not of the form ${String((params as { readonly format?: unknown }).format)}`;
    default:
      return message ?? 'does not fit';
  }
}
