import { posix, win32 } from 'node:path';
import { JournalError } from '../engine/journal.ts';

/**
 * The folder that Perilune keeps its state in: `$PERILUNE_HOME`, else the platform's place for state
 * (`$XDG_STATE_HOME/perilune` or `~/.local/state/perilune`, `~/Library/Application Support/perilune`
 * on macOS, `%LOCALAPPDATA%\perilune` on Windows).
 *
 * A variable that is empty counts as not set; so does, as the XDG specification asks, an
 * `$XDG_STATE_HOME` that is not absolute.
 *
 * @param platform As Node names it: `linux`, `darwin`, `win32` …
 * @throws {JournalError} `not-opened` when the variables do not even tell the home folder.
 */
export function stateFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string {
  if (isSet(env['PERILUNE_HOME'])) return env['PERILUNE_HOME'];
  switch (platform) {
    case 'win32':
      return isSet(env['LOCALAPPDATA'])
        ? win32.join(env['LOCALAPPDATA'], 'perilune')
        : win32.join(home(env, 'USERPROFILE'), 'AppData', 'Local', 'perilune');
    case 'darwin':
      return posix.join(home(env, 'HOME'), 'Library', 'Application Support', 'perilune');
    default: {
      const chosen = env['XDG_STATE_HOME'];
      return isSet(chosen) && posix.isAbsolute(chosen)
        ? posix.join(chosen, 'perilune')
        : posix.join(home(env, 'HOME'), '.local', 'state', 'perilune');
    }
  }
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function home(env: Readonly<Record<string, string | undefined>>, variable: string): string {
  const found = env[variable];
  if (isSet(found)) return found;
  throw new JournalError(
    'not-opened',
    `there is no folder to keep state in: ${variable} is not set; set PERILUNE_HOME to a folder`,
  );
}
