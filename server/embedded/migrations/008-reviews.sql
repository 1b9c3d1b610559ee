-- One log per registered model. It outlives the model's name: a model that is deleted and made again gets another one.
CREATE TABLE review_logs (
  id INTEGER PRIMARY KEY AUTOINCREMENT -- AUTOINCREMENT: an id is never given twice
) STRICT;

ALTER TABLE registered_models ADD COLUMN review_log INTEGER REFERENCES review_logs;
INSERT INTO review_logs (id) SELECT rowid FROM registered_models;
UPDATE registered_models SET review_log = rowid;
CREATE INDEX registered_models_by_review_log ON registered_models (review_log);

-- Append-only. `data` is the event as JSON (contract/review-log.ts) without its number, time and user.
CREATE TABLE review_events (
  log INTEGER NOT NULL REFERENCES review_logs ON DELETE CASCADE,
  number INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user TEXT NOT NULL,
  version INTEGER, -- NULL: about the model as a whole
  data TEXT NOT NULL,
  PRIMARY KEY (log, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_events_by_version ON review_events (log, version, number);

-- The requests that are open, which the log tells too: kept so that the inbox need not read every log.
CREATE TABLE open_requests (
  log INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  to_stage TEXT NOT NULL,
  PRIMARY KEY (log, number),
  FOREIGN KEY (log, number) REFERENCES review_events ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The logs of the sample project's models, which go with it: also those of models that somebody has deleted since.
CREATE TABLE sample_logs (
  log INTEGER PRIMARY KEY REFERENCES review_logs ON DELETE CASCADE
) STRICT;
