-- One-time links, by the SHA-256 of their secret (docs/accounts.md §3). Without an account: for the first administrator.
CREATE TABLE account_links (
  hash BLOB PRIMARY KEY,
  account_id INTEGER REFERENCES accounts ON DELETE CASCADE,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_links_by_account ON account_links (account_id);
