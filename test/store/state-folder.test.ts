import { expect, test } from 'vitest';
import { stateFolder } from '../../src/store/state-folder.ts';

const rows: readonly [string, string, Record<string, string>, string][] = [
  ['PERILUNE_HOME is the folder itself', 'linux', { PERILUNE_HOME: '/p', HOME: '/h' }, '/p'],
  ['PERILUNE_HOME counts on Windows', 'win32', { PERILUNE_HOME: 'D:\\p' }, 'D:\\p'],
  ['the XDG folder', 'linux', { XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/perilune'],
  ['the home folder', 'linux', { HOME: '/h' }, '/h/.local/state/perilune'],
  [
    'an empty PERILUNE_HOME is none',
    'linux',
    { PERILUNE_HOME: '', XDG_STATE_HOME: '/x' },
    '/x/perilune',
  ],
  [
    'an empty XDG folder is none',
    'linux',
    { XDG_STATE_HOME: '', HOME: '/h' },
    '/h/.local/state/perilune',
  ],
  [
    'a relative XDG folder is none',
    'linux',
    { XDG_STATE_HOME: 'x', HOME: '/h' },
    '/h/.local/state/perilune',
  ],
  [
    'macOS',
    'darwin',
    { XDG_STATE_HOME: '/x', HOME: '/h' },
    '/h/Library/Application Support/perilune',
  ],
  ['Windows', 'win32', { LOCALAPPDATA: 'C:\\U\\a\\Local' }, 'C:\\U\\a\\Local\\perilune'],
  [
    'Windows without LOCALAPPDATA',
    'win32',
    { USERPROFILE: 'C:\\U\\a' },
    'C:\\U\\a\\AppData\\Local\\perilune',
  ],
  ['other systems are like Linux', 'freebsd', { HOME: '/h' }, '/h/.local/state/perilune'],
];

test.each(rows)('state is kept in the right folder: %s', (_name, platform, env, expected) => {
  expect(stateFolder(env, platform)).toBe(expected);
});

test('who has no home is told to choose a folder', () => {
  expect(() => stateFolder({}, 'linux')).toThrow(/HOME is not set; set PERILUNE_HOME/);
  expect(() => stateFolder({ HOME: '/h' }, 'win32')).toThrow(/USERPROFILE is not set/);
});
