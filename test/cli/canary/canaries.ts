import { createHash } from 'node:crypto';

/**
 * Secrets that are looked for afterwards. Each consists of pieces that occur nowhere else, so that a
 * part of one is found as well, and of whatever is hard to hide between them.
 */
export const canaries = {
  /** Characters that some way of writing or other has to escape. */
  nasty: 'Zk4Vq9xB"<&Hw8Rt2mJ\'\\/Nc6Ly3pD +=Fs7Gb5vQ%|[Xa9Ue4kT',
  /** Several lines, as a key in a file. */
  lines: [
    '-----BEGIN CANARY KEY-----',
    'jR5tWq8LzYb3NmX0cVu6HsDfPo2KgTiEa9Bn4QwSr7MxJ1lUyZvCkO8hFpG6dIe3',
    'Ux2Vb7RkYw4TnLs9HqGc5MzJdXp1FoKe8SaQiBt3Zr6NyWvEh0ClUgOmDj5PfAu7',
    'q4Lk9Wd2Sm',
    '-----END CANARY KEY-----',
    '',
  ].join('\n'),
  short: 'k9Xw3Qz7',
  /** Whatever takes it for a number writes it as one. */
  digits: '9073518264',
  foreign: 'Grüße Ω7Kx2Lp9 żółw — 日本Pq8Lm3Rv ñandú😀Yt5Hn1Cb',
  /** As long as a key of the provider has to be. */
  key: createHash('sha512').update('the key of nobody').digest('hex'),
} as const;

export type CanaryName = keyof typeof canaries;

/** What betrays a canary: the canary itself, or a piece of it that is long enough to be no accident. */
const pieces: Readonly<Record<CanaryName, readonly string[]>> = {
  nasty: ['Zk4Vq9xB', 'Hw8Rt2mJ', 'Nc6Ly3pD', 'Fs7Gb5vQ', 'Xa9Ue4kT'],
  lines: canaries.lines
    .split('\n')
    .slice(1, 4)
    .flatMap((line) => line.match(/.{8}/g) ?? []),
  short: [canaries.short],
  digits: [canaries.digits],
  foreign: ['Ω7Kx2Lp9', 'Pq8Lm3Rv', 'Yt5Hn1Cb', 'Grüße', 'żółw'],
  key: canaries.key.match(/.{16}/g) ?? [],
};

interface Needle {
  readonly canary: string;
  readonly form: string;
  /** As bytes, one for each character. */
  readonly bytes: string;
}

/** Where a canary can be seen in some bytes: `nasty in base64: …`; none when all are hidden. */
export function canariesIn(given: string | Buffer): string[] {
  const bytes = (typeof given === 'string' ? Buffer.from(given) : given).toString('latin1');
  // A line that is broken still shows what is on it.
  const joined = bytes.replaceAll(/(?:\\n|\s)+/g, '');
  return all.flatMap(({ canary, form, bytes: needle }) => {
    const [text] = [bytes, joined].filter((each) => each.includes(needle));
    if (text === undefined) return [];
    const at = text.indexOf(needle);
    return [`${canary} ${form}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 40))}`];
  });
}

/** More secrets to look for: what the provider makes up, for one. */
export function alsoLookFor(name: string, secret: string): void {
  for (const each of needlesFor(name, secret)) all.push(each);
}

const all: Needle[] = Object.entries(pieces).flatMap(([name, each]) =>
  each.flatMap((piece) => needlesFor(name, piece)),
);

function needlesFor(canary: string, piece: string): Needle[] {
  return formsOf(piece).map(([form, bytes]) => ({ canary, form, bytes: bytes.toString('latin1') }));
}

function formsOf(piece: string): (readonly [form: string, bytes: Buffer])[] {
  const utf8 = Buffer.from(piece);
  const utf16 = Buffer.from(piece, 'utf16le');
  const each = (write: (unit: number) => string, of: Iterable<number> = unitsOf(piece)) =>
    Buffer.from(Array.from(of, write).join(''));
  const hex = (unit: number, length: number) => unit.toString(16).padStart(length, '0');
  const lower: (readonly [string, Buffer])[] = [
    ['in hex', Buffer.from(utf8.toString('hex'))],
    ['with percents', each((byte) => `%${hex(byte, 2)}`, utf8)],
    ['escaped in JSON', each((unit) => String.raw`\u${hex(unit, 4)}`)],
    ['as entities in hex', each((unit) => `&#x${hex(unit, 1)};`)],
  ];
  return [
    ['in clear', utf8],
    ['in small letters', Buffer.from(piece.toLowerCase())],
    ['in capitals', Buffer.from(piece.toUpperCase())],
    ...lower,
    ...lower.map(([form, bytes]) => [form, Buffer.from(upperHex(bytes.toString()))] as const),
    ['as entities', each((unit) => `&#${unit};`)],
    ['in UTF-16', utf16],
    ['in UTF-16, big end first', Buffer.from(utf16).swap16()],
    ...[0, 1, 2].map((offset) => ['in base64', base64At(utf8, offset)] as const),
    ...[0, 1, 2].map((offset) => ['of UTF-16 in base64', base64At(utf16, offset)] as const),
  ];
}

function* unitsOf(text: string): Generator<number> {
  for (let at = 0; at < text.length; at += 1) yield text.charCodeAt(at);
}

function upperHex(escaped: string): string {
  return escaped.replaceAll(/[0-9a-f]{2,}/g, (digits) => digits.toUpperCase());
}

/** The characters of base64 that depend on nothing but these bytes, behind so many others. */
function base64At(bytes: Buffer, offset: number): Buffer {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const text = whole.slice(
    Math.ceil((offset * 8) / 6),
    Math.floor(((offset + bytes.length) * 8) / 6),
  );
  return Buffer.from(text);
}
