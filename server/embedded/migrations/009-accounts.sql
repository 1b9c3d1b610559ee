-- Accounts and what they may do (docs/accounts.md). Unused with --auth none.

-- Ids are never given twice (AUTOINCREMENT). A deleted account keeps its row, so that nobody can take its name and its work.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE, -- the name without its case: no two names differ only in that
  kind TEXT NOT NULL CHECK (kind IN ('person', 'service')),
  role TEXT NOT NULL CHECK (role IN ('reader', 'contributor', 'admin')),
  password TEXT, -- argon2id in PHC form; NULL: none
  created INTEGER NOT NULL,
  deleted INTEGER
) STRICT;

CREATE TABLE groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE group_members (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  PRIMARY KEY (group_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_account ON group_members (account_id);

-- Secrets are stored as their SHA-256: they are random, so nothing can be guessed from it.
CREATE TABLE tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('read', 'log', 'all')),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER,
  revoked INTEGER
) STRICT;
CREATE INDEX tokens_by_account ON tokens (account_id);

CREATE TABLE sessions (
  hash BLOB PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account_id);

-- Levels: 0 no access, 1 read, 2 edit, 3 Staging, 4 Production, 5 manage. An experiment has no 3 and 4.
-- `holder`: 'everybody' (holder_id 0), 'account' or 'group'. `creator`: given for making the thing, not by a person.
CREATE TABLE model_levels (
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  holder TEXT NOT NULL CHECK (holder IN ('everybody', 'account', 'group')),
  holder_id INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
  creator INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (name, holder, holder_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_levels_by_holder ON model_levels (holder, holder_id, level, name);

CREATE TABLE experiment_levels (
  experiment_id INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
  holder TEXT NOT NULL CHECK (holder IN ('everybody', 'account', 'group')),
  holder_id INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level IN (0, 1, 2, 5)),
  creator INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (experiment_id, holder, holder_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX experiment_levels_by_holder ON experiment_levels (holder, holder_id, level, experiment_id);

-- Append-only. `detail` is JSON.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- For the experiments that a file belongs to.
CREATE INDEX experiments_by_location ON experiments (artifact_location);
