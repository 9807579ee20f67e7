/**
 * The fields of a form-encoded body. Every character of a value stands for one byte of it, so that
 * a signature can be checked against just what was sent.
 */
export function parseForm(body: Buffer): ReadonlyMap<string, string> {
  const pairs = body.toString('latin1').split('&');
  return new Map(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))];
    }),
  );
}

function decode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
