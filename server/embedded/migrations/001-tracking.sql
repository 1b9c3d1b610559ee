-- Times are milliseconds since the epoch. Every table is STRICT; foreign keys are on.

CREATE TABLE experiments (
  experiment_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  artifact_location TEXT NOT NULL,
  lifecycle_stage TEXT NOT NULL DEFAULT 'active',
  creation_time INTEGER NOT NULL,
  last_update_time INTEGER NOT NULL
) STRICT;
CREATE INDEX experiments_by_creation ON experiments (creation_time DESC, experiment_id DESC);
CREATE INDEX experiments_by_update ON experiments (last_update_time DESC, experiment_id DESC);

-- A new server has one experiment, the default one; AUTOINCREMENT gives the next one id 1.
INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
SELECT 0, 'Default', 'mlflow-artifacts:/0', now, now FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now);

CREATE TABLE experiment_tags (
  experiment_id INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments,
  run_name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  start_time INTEGER NOT NULL,
  end_time INTEGER,
  artifact_uri TEXT NOT NULL,
  lifecycle_stage TEXT NOT NULL DEFAULT 'active'
) STRICT;
CREATE INDEX runs_by_start ON runs (experiment_id, lifecycle_stage, start_time DESC, run_id);

CREATE TABLE params (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX params_by_value ON params (key, value, run_id);

CREATE TABLE tags (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_key ON tags (key, run_id);

-- Searches order and compare by `value`. `special` is 'NaN', '-0' or '' and restores what SQLite can't keep in a REAL.
-- NaN is stored as value 0, as in MLflow; ±Infinity as the largest double (docs/rest-contract.md §3).
CREATE TABLE metrics (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  key TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  step INTEGER NOT NULL,
  value REAL NOT NULL,
  special TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, key, timestamp, step, value, special)
) STRICT, WITHOUT ROWID;

CREATE TABLE latest_metrics (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  key TEXT NOT NULL,
  value REAL NOT NULL,
  special TEXT NOT NULL DEFAULT '',
  timestamp INTEGER NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;
-- Searches compare numbers only and order NaN after them; both begin with this expression.
CREATE INDEX latest_metrics_by_value ON latest_metrics (key, (special = 'NaN'), value, run_id);

CREATE TABLE datasets (
  dataset_id INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE (experiment_id, name, digest)
) STRICT;

CREATE TABLE dataset_inputs (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
  tags TEXT NOT NULL, -- JSON [{key, value}], from the first time the dataset was logged
  PRIMARY KEY (run_id, dataset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dataset_inputs_by_dataset ON dataset_inputs (dataset_id, run_id);

-- The input (`log-inputs`) and output (`outputs`) models of a run. Ids are not checked (docs/rest-contract.md §3).
CREATE TABLE model_inputs (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  model_id TEXT NOT NULL,
  PRIMARY KEY (run_id, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_outputs (
  run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
  model_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (run_id, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_models (
  model_id TEXT PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments,
  name TEXT NOT NULL,
  creation_timestamp_ms INTEGER NOT NULL,
  last_updated_timestamp_ms INTEGER NOT NULL,
  artifact_uri TEXT NOT NULL,
  status INTEGER NOT NULL, -- 0 to 3, because filters compare numbers (docs/rest-contract.md §9)
  model_type TEXT NOT NULL,
  source_run_id TEXT NOT NULL,
  lifecycle_stage TEXT NOT NULL DEFAULT 'active'
) STRICT;
CREATE INDEX logged_models_by_creation ON logged_models (experiment_id, lifecycle_stage, creation_timestamp_ms DESC, model_id);
CREATE INDEX logged_models_by_run ON logged_models (source_run_id);

CREATE TABLE logged_model_params (
  model_id TEXT NOT NULL REFERENCES logged_models ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_tags (
  model_id TEXT NOT NULL REFERENCES logged_models ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_metrics (
  model_id TEXT NOT NULL REFERENCES logged_models ON DELETE CASCADE,
  run_id TEXT NOT NULL,
  key TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  step INTEGER NOT NULL,
  value REAL NOT NULL,
  special TEXT NOT NULL DEFAULT '',
  dataset_name TEXT NOT NULL DEFAULT '',
  dataset_digest TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (model_id, key, run_id, dataset_name, dataset_digest, timestamp, step, value, special)
) STRICT, WITHOUT ROWID;
