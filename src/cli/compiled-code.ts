import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Keeps what Node compiles of the files that are required from a folder for the next process, in the
 * cache folder of the user. Where nothing can be kept, a start takes longer, and that is all.
 *
 * Node does the same for who asks it to, but looks at a file when it is loaded, and most functions are
 * compiled when they are called; this looks at the end of the process.
 *
 * A file whose text changes has to change its name: what was kept of it is found by that.
 */
export function keepCompiledCode(folder: string, { env, platform }: NodeJS.Process): void {
  const cache = cacheFolder(env, platform);
  if (cache === null || env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return;
  const { extensions } = createRequire(import.meta.url);
  const unkept = new Map<string, Script>();
  extensions['.cjs'] = (module, path) => {
    if (dirname(path) === folder) load(module, path, { file: join(cache, basename(path)), unkept });
    else extensions['.js'](module, path);
  };
  process.once('exit', () => {
    for (const [file, script] of unkept) keep(file, () => script.createCachedData());
  });
}

/** Where programs keep what they can make again; `null` for a user without a home. */
function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const home = platform === 'win32' ? env['LOCALAPPDATA'] : env['HOME'];
  const inHome = home && existsSync(home) && join(home, ...(inHomeOf[platform] ?? ['.cache']));
  const folder = env['XDG_CACHE_HOME'] || inHome;
  return folder ? join(folder, 'perilune', `${process.version}-${process.arch}`) : null;
}

const inHomeOf: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['Library', 'Caches'],
  win32: [],
};

interface Cache {
  /** Where the compiled code of a file is kept. */
  readonly file: string;
  /** Whose code is to be kept when the process ends. */
  readonly unkept: Map<string, Script>;
}

/** As Node loads CommonJS, with what was kept; but `import()` does not work in it. */
function load(module: NodeJS.Module, path: string, { file, unkept }: Cache): void {
  const { cachedData, isOld } = read(file);
  const script = new Script(Buffer.concat([head, readFileSync(path), foot]).toString(), {
    filename: path,
    ...(cachedData && { cachedData }),
  });
  if (isOld || script.cachedDataRejected === true) unkept.set(file, script);
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
}

// Put together as bytes: a text of this size that is put together makes the garbage collector run.
const head = Buffer.from('(function (exports, require, module, __filename, __dirname) { ');
const foot = Buffer.from('\n});');

/** After this long it is made again, with all that was compiled meanwhile, and after that thrown away. */
const renewedAfterMs = 60 * 60 * 1000;
const goneAfterMs = 30 * 24 * renewedAfterMs;

function read(kept: string): { readonly cachedData?: Buffer; readonly isOld: boolean } {
  try {
    const isOld = ageMs(kept) > renewedAfterMs;
    return { cachedData: readFileSync(kept), isOld };
  } catch {
    return { isOld: true };
  }
}

/**
 * Only its user may write what will be run. Nobody sees half of a file, not even after the machine lost
 * its power: Node runs what it finds without looking at it.
 */
function keep(kept: string, make: () => Buffer): void {
  const folder = dirname(kept);
  const unfinished = `${kept}.${process.pid}`;
  try {
    makeFolder(folder);
    writeFileSync(unfinished, make(), { mode: 0o600, flush: true });
    renameSync(unfinished, kept);
    for (const name of readdirSync(folder)) {
      if (ageMs(join(folder, name)) > goneAfterMs) remove(join(folder, name));
    }
  } catch {
    remove(unfinished);
  }
}

/** Step by step, because Node's own way of doing so does not end where nothing can be made, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function remove(path: string): void {
  try {
    rmSync(path);
  } catch {
    // It is not there, or nothing can be done about it.
  }
}

function ageMs(path: string): number {
  return Date.now() - statSync(path).mtimeMs;
}
