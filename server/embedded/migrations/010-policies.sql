-- What moving versions needs (docs/reviews.md §5): the rules as JSON (contract/policy/rules.ts).
-- A model's are also in its log, as the newest event of the kind policy-changed; `revision` is that event's number.
CREATE TABLE policies (
  log INTEGER PRIMARY KEY REFERENCES review_logs ON DELETE CASCADE,
  rules TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;

-- The default for all models: one row, or none. `revision` counts its changes.
CREATE TABLE default_policy (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  rules TEXT NOT NULL,
  revision INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user TEXT NOT NULL
) STRICT;
