/** Lets the event loop turn until something is so; the test's own time limit ends it otherwise. */
export async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
