/**
 * The URI of a file that another one names by a path relative to its folder; `null` where there are
 * no folders, as in a text that was never saved.
 */
export function resolveUri(from: string, path: string): string | null {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return URL.canParse(encoded, from) ? new URL(encoded, from).href : null;
}

/** Equal for all spellings of one URI: editors differ in what they escape. */
export function uriKey(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
