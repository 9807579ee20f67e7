/** Tells a journal from the databases of other programs: "Luna", as four bytes. */
export const applicationId = 0x4c756e61;

/**
 * What turns a database of one version into one of the next, the first entry an empty one into
 * version 1. An entry never changes once it was released: there are databases that it made.
 *
 * `about` says which Perilune made the database what it is; every version has to keep it, for older
 * ones read it to say which is needed.
 *
 * What changes with every event is in `runs`, in few bytes, and what does not is in `descriptions`.
 * The number of a run is never given out again, so that a writer of a run that was removed cannot
 * write to another of the same name.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE about (
    program TEXT NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    format INTEGER NOT NULL,
    program TEXT NOT NULL,
    status TEXT NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_at REAL NOT NULL,
    epoch INTEGER NOT NULL,
    owner_host TEXT,
    owner_pid INTEGER,
    owner_mark TEXT,
    heard_at REAL
  ) STRICT;

  CREATE TABLE descriptions (
    run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    info TEXT NOT NULL,
    definition TEXT NOT NULL
  ) STRICT;

  CREATE TABLE events (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    sealed BLOB,
    PRIMARY KEY (run, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    request TEXT NOT NULL
  ) STRICT;

  CREATE INDEX requests_of_run ON requests (run, number);
  `,
];
