-- Changes whenever an account, a token or a session may count for less or for something else than before, so that the server knows when
-- what it remembers of them is old. A random number, because one that counts could come back with other content after a rollback.
CREATE TABLE account_revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO account_revision VALUES (1, 0);

CREATE TRIGGER accounts_change AFTER UPDATE ON accounts
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
CREATE TRIGGER accounts_delete AFTER DELETE ON accounts
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
CREATE TRIGGER tokens_change AFTER UPDATE OF hash, account_id, name, scope, expires, revoked ON tokens
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
CREATE TRIGGER tokens_delete AFTER DELETE ON tokens
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
CREATE TRIGGER sessions_change AFTER UPDATE OF hash, account_id, created ON sessions
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
CREATE TRIGGER sessions_delete AFTER DELETE ON sessions
  BEGIN UPDATE account_revision SET revision = random() & 0xFFFFFFFFFFFF; END;
