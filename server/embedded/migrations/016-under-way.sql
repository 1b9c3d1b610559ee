-- In front of an MLflow server: what was decided and is being asked of it. It becomes part of the log when it is done
-- (docs/reviews.md §7). One row for each model at most.
CREATE TABLE under_way (
  log INTEGER PRIMARY KEY REFERENCES review_logs ON DELETE CASCADE,
  name TEXT NOT NULL,
  user TEXT NOT NULL,
  time INTEGER NOT NULL,
  what TEXT NOT NULL, -- in words
  version INTEGER,
  goal TEXT NOT NULL, -- JSON: what the MLflow server says when it is done
  statements TEXT NOT NULL -- JSON: what is then written here
) STRICT;
