import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CliRig } from './cli-rig.ts';
import { bin, Program, type Ended } from './program.ts';
import { mountSmallDisk } from './small-disk.ts';

/** Its process is killed by a step of its own. */
const interrupted = `name: interrupted
secrets: [TOKEN]
steps:
  - { id: hidden, uses: value/set, with: { token: '\${{ secrets.TOKEN }}-1' } }
  - { id: die, needs: [hidden], uses: shell/run, with: { command: [sh, -c, 'kill -9 $PPID'] } }
`;
const env = { TOKEN: 'canary-7a31' };

/** A folder with the workflow, and in `home` what the killed process left, its log included. */
let base = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'perilune-base-'));
  writeFileSync(join(base, 'w.yaml'), interrupted);
  const { signal } = spawnSync(process.execPath, [bin, 'run', 'w.yaml'], {
    cwd: base,
    env: { ...process.env, ...env, PERILUNE_HOME: join(base, 'home') },
  });
  expect(signal).toBe('SIGKILL');
  expect(statSync(join(base, 'home/journal.db-wal')).size).toBeGreaterThan(0);
});

afterAll(() => rmSync(base, { recursive: true }));

/** Says how a command line ended. */
type Runner = (words: readonly string[]) => Promise<Ended>;

/** A state folder, and a way to run command lines with it. */
interface Place {
  readonly home: string;
  readonly run: Runner;
}

/** A copy of what the killed process left, for programs in processes of their own. */
function processPlace(): Place {
  const home = mkdtempSync(join(tmpdir(), 'perilune-state-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  cpSync(join(base, 'home'), home, { recursive: true });
  return { home, run: runnerOf(home) };
}

function runnerOf(home: string): Runner {
  return (words) =>
    new Program(words, { folder: base, env: { ...env, PERILUNE_HOME: home } }).end();
}

/** The same in this process, which takes a tenth of the time. */
function quickPlace(): Place {
  const rig = new CliRig({ files: { 'w.yaml': interrupted }, env });
  onTestFinished(() => rig[Symbol.dispose]());
  cpSync(join(base, 'home'), rig.stateFolder, { recursive: true });
  return { home: rig.stateFolder, run: (words) => rig.runAside(...words) };
}

/** Its log is carried over, and gone. */
async function closed(place: Place): Promise<Place> {
  expect((await place.run(['runs'])).code).toBe(0);
  expect(existsSync(join(place.home, 'journal.db-wal'))).toBe(false);
  return place;
}

const looking = [
  ['runs'],
  ['show', 'last'],
  ['logs', 'last'],
  ['why', 'last', 'hidden'],
  ['resources'],
];
const goingOn = [
  ['resume', 'last'],
  ['cancel', 'last'],
  ['undo', 'last'],
];
const all = [...looking, ...goingOn, ['run', 'w.yaml', '--new']];

/** What there is in a folder, but for what SQLite needs while it is open. */
function contents(home: string): readonly (readonly [string, string])[] {
  return readdirSync(home)
    .filter((name) => !name.endsWith('-shm') && statSync(join(home, name)).size > 0)
    .map((name) => [name, readFileSync(join(home, name)).toString('base64')]);
}

/** Each command says the same, and what to do; they change nothing, so that all can go at once. */
async function allRefuse({ home, run }: Place, says: RegExp): Promise<void> {
  const before = contents(home);
  const ends = await Promise.all(all.map(run));
  const told = all.map((words, at) => ({ words, ...ends[at] }));
  expect(told).toEqual(
    all.map((words) => ({ words, code: 1, stdout: '', stderr: expect.stringMatching(says) })),
  );
  expect(contents(home)).toEqual(before);
}

function change(home: string, sql: string): void {
  const database = new DatabaseSync(join(home, 'journal.db'));
  database.exec(sql);
  database.close();
}

describe('every command refuses a state folder that it cannot use, says why, and leaves it as it is', () => {
  test('one on a read-only disk', async ({ skip }) => {
    const disk = mountSmallDisk();
    if (disk === null) return skip('this user may not mount anything');
    cpSync(join(base, 'home'), disk.folder, { recursive: true });
    disk.makeReadOnly();
    await allRefuse(
      { home: disk.folder, run: runnerOf(disk.folder) },
      /^perilune: state cannot be kept in \S+: its disk is read-only; set PERILUNE_HOME to .*\n$/,
    );
  });

  test('one that is a file, or below a file', async () => {
    const { home, run } = quickPlace();
    rmSync(home, { recursive: true });
    writeFileSync(home, 'mine');
    for (const words of all) {
      const { code, stderr } = await run(words);
      expect([code, stderr]).toEqual([
        1,
        `perilune: state cannot be kept in ${home}: it is a file and not a folder; move it away, or set PERILUNE_HOME to another folder\n`,
      ]);
    }
    const { code, stderr } = await runnerOf(join(home, 'deeper'))(['runs']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('a file and not a folder')]);
    expect(readFileSync(home, 'utf8')).toBe('mine');
  });

  test.each([1, 511])('a database of which %i bytes are left', async (size) => {
    const place = quickPlace();
    truncateSync(join(place.home, 'journal.db'), size);
    await allRefuse(
      place,
      /^perilune: \S+journal\.db is only \d+ bytes long: it was cut off .*put a copy of it back, or move it .*\n$/,
    );
  });

  test.each([
    ['a page', () => 4096],
    ['a part of a page', () => 512],
    ['all but a byte', (size: number) => size - 1],
  ])('a database without a log of which %s is left', async (_, left) => {
    const place = await closed(quickPlace());
    const path = join(place.home, 'journal.db');
    truncateSync(path, left(statSync(path).size));
    await allRefuse(place, cutOff);
  });

  test('a database that was cut off, with a log that does not hold the rest', async () => {
    const place = processPlace();
    truncateSync(join(place.home, 'journal.db'), 4096);
    await allRefuse(place, cutOff);
  });

  test('a log of nonsense', async () => {
    const place = quickPlace();
    writeFileSync(join(place.home, 'journal.db-wal'), 'nonsense'.repeat(1000));
    await allRefuse(
      place,
      /^perilune: \S+journal\.db-wal is damaged.*put a copy of it back, or move it away.*\n$/,
    );
  });

  test('nonsense instead of a database', async () => {
    const place = await closed(quickPlace());
    writeFileSync(join(place.home, 'journal.db'), 'my shopping list\n'.repeat(1000));
    await allRefuse(
      place,
      /^perilune: \S+journal\.db cannot be read: it is not a database .*move it away.*\n$/,
    );
  });

  test('nonsense in a database', async () => {
    const place = await closed(quickPlace());
    const path = join(place.home, 'journal.db');
    writeFileSync(path, readFileSync(path).fill('nonsense', 4096));
    await allRefuse(
      place,
      /^perilune: (\S+journal\.db cannot be read|nothing was written to \S+journal\.db): it is damaged .*put a copy of it back.*\n(nothing was sent: the run did not begin\n)?$/,
    );
  });

  test('the database of another program', async () => {
    const place = quickPlace();
    rmSync(place.home, { recursive: true });
    mkdirSync(place.home);
    change(place.home, 'CREATE TABLE mine (x)');
    await allRefuse(
      place,
      /^perilune: \S+journal\.db is a database of another program; move it away.*\n$/,
    );
  });

  test('a journal of a newer version', async () => {
    const place = await closed(quickPlace());
    change(place.home, `PRAGMA user_version = 99; UPDATE about SET program = '9.1.0'`);
    await allRefuse(
      place,
      /^perilune: \S+journal\.db was written by Perilune 9\.1\.0 in a newer form \(99\).*use Perilune 9\.1\.0.*\n$/,
    );
  });
});

test('the newest run is no other than the one that a newer version wrote', async () => {
  const { home, run } = await closed(quickPlace());
  change(home, `UPDATE runs SET format = 99, program = '9.1.0'`);
  const { code, stderr } = await run(['runs']);
  expect(code).toBe(0);
  expect(stderr).toContain('there is no run that can be shown');
  expect(stderr).toContain('1 run was written by Perilune 9.1.0 in a newer form');
  for (const words of [
    ['show', 'last'],
    ['undo', 'last'],
    ['resume', '2'],
  ]) {
    const refused = await run(words);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/was written by Perilune 9\.1\.0 in a newer form/);
  }
});

const cutOff =
  /^perilune: \S+journal\.db was cut off: it has only \d+ of \d+ bytes; put a copy of it back, or move it and its -wal file away to begin anew\n$/;

describe('without the key that it was written with, a run can be looked at and not gone on with', () => {
  test.each([
    ['no key', (path: string) => rmSync(path), /there is no \S+journal\.key/],
    ['a key cut off', (path: string) => truncateSync(path, 3), /\S+journal\.key is not the key/],
    ['another key', (path: string) => writeFileSync(path, 'k'.repeat(32)), /journal\.key is not/],
    [
      'a folder in its place',
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
      /journal\.key is not the key/,
    ],
  ])('%s', async (_, damage, says) => {
    const { home, run } = await closed(quickPlace());
    const path = join(home, 'journal.key');
    damage(path);
    const before = contentsOf(path);
    const looks = await Promise.all(looking.map(run));
    expect(looks.map(({ code }) => code)).toEqual(looking.map(() => 0));
    expect(looks.map(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain(env.TOKEN);
    const ends = await Promise.all(goingOn.map(run));
    for (const { code, stdout, stderr } of ends) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^perilune: the secrets of the run \S+ cannot be read: .*\n$/);
      expect(stderr).toMatch(says);
      expect(stderr).toContain('put the right key back from a copy of the folder');
    }
    expect(contentsOf(path)).toEqual(before);
  });

  test('a new run with secrets does not replace a key that was lost', async () => {
    const { home, run } = await closed(processPlace());
    rmSync(join(home, 'journal.key'));
    const { code, stderr } = await run(['run', 'w.yaml', '--new']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nothing was written: .*there is no \S+journal\.key.*put it back/);
    expect(existsSync(join(home, 'journal.key'))).toBe(false);
  });
});

function contentsOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'nothing';
  return found.isDirectory() ? 'a folder' : readFileSync(path, 'latin1');
}
