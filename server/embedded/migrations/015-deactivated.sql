-- A deactivated account keeps its name, role, levels and groups, and has no password, session, token or link.
ALTER TABLE accounts ADD COLUMN deactivated INTEGER;

-- The scope `import`: `all` of the registry, keeping the names of others. SQLite can't change a CHECK.
CREATE TABLE tokens_with_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('read', 'log', 'all', 'import')),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER,
  revoked INTEGER
) STRICT;
INSERT INTO tokens_with_import SELECT id, hash, account_id, name, scope, created, expires, used, revoked FROM tokens;
DROP TABLE tokens;
ALTER TABLE tokens_with_import RENAME TO tokens;
CREATE INDEX tokens_by_account ON tokens (account_id);
