-- View-only links to one model each, by the SHA-256 of their secret (docs/accounts.md). They follow the model when it is renamed.
CREATE TABLE shared_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  created_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX shared_links_by_name ON shared_links (name);
