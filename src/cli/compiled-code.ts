/**
 * Lets Node keep what it has compiled of this program for the next start, in the cache folder of the
 * user. Where nothing can be kept, a start takes longer, and that is all.
 */
export function keepCompiledCode({ env, platform }: NodeJS.Process): void {
  const folder = cacheFolder(env, platform);
  if (folder === null) return;
  process.getBuiltinModule('node:module').enableCompileCache(`${folder}/perilune/compiled-code`);
}

/** Where programs keep what they can make again; `null` for a user without a home. */
function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return env['LOCALAPPDATA'] || null;
  const home = env['HOME'];
  if (platform === 'darwin') return home ? `${home}/Library/Caches` : null;
  return env['XDG_CACHE_HOME'] || (home ? `${home}/.cache` : null);
}
