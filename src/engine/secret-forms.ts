/** A longer text is only looked for as it is, and in the forms that encode it as a whole. */
const longest = 4096;

/** One way of writing in another makes many of them, each several times as long. */
const longestNested = 512;

/** Fewer characters of base64 could be part of any word. */
const shortestPart = 4;

/** A secret as it is, line by line, and in the forms in which programs write it down. */
export function secretForms(secret: string): ReadonlySet<string> {
  const trimmed = secret.trim();
  const lines = trimmed.split(/\r?\n/).filter((line) => line.length >= 8);
  const forms = new Set<string>();
  for (const ending of endingsOf(trimmed)) forms.add(ending);
  for (const plain of new Set([secret, trimmed, ...lines])) {
    for (const form of wholeForms(plain)) forms.add(form);
    if (secret.length <= longest) for (const form of spelledForms(plain)) forms.add(form);
  }
  return forms;
}

/** The last lines of one that has several: all that an excerpt of the end of a text may have of it. */
function endingsOf(text: string): string[] {
  if (text.length > longest) return [];
  return [...text.matchAll(/\n/g)].map(({ index }) => text.slice(index + 1));
}

function wholeForms(text: string): string[] {
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  return [
    text,
    ...[base64, base64.replaceAll('=', '')].flatMap((each) => [each, forUrls(each)]),
    ...jsonForms(text),
    encodeURIComponent(text.toWellFormed()),
    inOneLine(text),
  ];
}

/** As an excerpt has it. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
}

function spelledForms(text: string): string[] {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  return [
    ...base64Parts(Buffer.from(text, 'utf8')),
    ...base64Parts(Buffer.from(jsonText(text), 'utf8')),
    ...base64Parts(Buffer.from(text, 'utf16le')),
    Array.from(units(text)).join('\0'),
    hex,
    hex.toUpperCase(),
    ...urlForms(text),
    ...escapedJsonForms(text),
    ...nestedForms(text),
    ...shellForms(text),
  ];
}

/** What is in base64 of a text at any place of which the secret stands, but for its first and last bits. */
function base64Parts(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const part = encoded.slice(start, end);
    return part.length < shortestPart ? [] : [part, forUrls(part)];
  });
}

function forUrls(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

/** In a page, or an address, what was sent: as it is, as JSON, or as an address. */
function nestedForms(text: string): string[] {
  const json = jsonText(text);
  const sent = new Set([text, json, jsonText(json), ...addressForms(text)]);
  const inPages = text.length > longestNested ? [text] : [...sent];
  return [...inPages.flatMap(htmlForms), ...urlForms(json)];
}

/** As `JSON.stringify` writes it, as PHP does, and as JSON in a text of JSON. */
function jsonForms(text: string): string[] {
  const json = jsonText(text);
  return [json, json.replaceAll('/', String.raw`\/`), jsonText(json)];
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Escapes as other languages use them: beyond ASCII, for HTML, or everywhere. */
function escapedJsonForms(text: string): string[] {
  const unescaped = jsonText(text);
  const escape = (pattern: RegExp) => unescaped.replaceAll(pattern, unicodeEscape);
  const lower = [
    escape(/[^\x20-\x7e]/g),
    escape(/[<>&]/g),
    escape(/[^\x20-\x7e]|[<>&']/g),
    Array.from(units(text), unicodeEscape).join(''),
  ];
  return lower.flatMap((each) => [each, each.replaceAll(/\\u[0-9a-f]{4}/g, upperHex)]);
}

function* units(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) yield text.charAt(at);
}

function unicodeEscape(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0');
}

function upperHex(escape: string): string {
  return escape.slice(0, 2) + escape.slice(2).toUpperCase();
}

/** Percent-encoding: as little as a path needs, as forms do it, or every byte. */
function urlForms(text: string): string[] {
  const well = text.toWellFormed();
  const component = encodeURIComponent(well);
  const strict = component.replaceAll(/[!'()*]/g, (each) => percent(each.charCodeAt(0)));
  const form = strict.replaceAll('%20', '+').replaceAll('~', '%7E');
  const upper = [
    encodeURI(well),
    component,
    strict,
    form,
    component.replaceAll('%20', '+'),
    encodeURIComponent(component),
    ...addressForms(well),
    [...Buffer.from(well, 'utf8')].map(percent).join(''),
  ];
  return upper.flatMap((each) => [
    each,
    each.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
  ]);
}

/** As a URL has it, of which it is a part as it is: of the path, the query or what follows. */
function addressForms(text: string): string[] {
  return ['/', '/?', '/#'].map((before) => {
    const start = `http://h${before}.`;
    return URL.parse(`${start}${text}.`)?.href.slice(start.length, -1) ?? text;
  });
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Entities by name, or as numbers for what HTML knows, or for everything. */
function htmlForms(text: string): string[] {
  const named = (apostrophe: string) =>
    text.replaceAll(/[&<>"']/g, (each) => entities[each] ?? apostrophe);
  const decimal = (each: string) => `&#${each.codePointAt(0)};`;
  const hex = (each: string) => `&#x${each.codePointAt(0)?.toString(16)};`;
  const upper = (each: string) => `&#x${each.codePointAt(0)?.toString(16).toUpperCase()};`;
  return [
    ...["'", '&#039;', '&#39;', '&apos;', '&#x27;'].map(named),
    ...[decimal, hex, upper].flatMap((write) => [
      text.replaceAll(/[&<>"']/g, write),
      Array.from(text, write).join(''),
    ]),
  ];
}

/** Quoted for a shell, or with a backslash before whatever it would take for something else. */
function shellForms(text: string): string[] {
  return [
    text.replaceAll("'", String.raw`'\''`),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll(/["$`\\]/g, String.raw`\$&`),
    text.replaceAll(/["$`\\!]/g, String.raw`\$&`),
    text.replaceAll(/[^\w./:@%+=,-]/g, String.raw`\$&`),
    text.replaceAll(/\W/g, String.raw`\$&`),
    text.replaceAll('\\', String.raw`\\`),
    // As Python and Node show a text.
    jsonText(text)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`),
    jsonText(text).replaceAll(String.raw`\"`, '"'),
  ];
}
