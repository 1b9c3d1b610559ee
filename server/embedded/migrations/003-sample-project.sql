-- What the sample project added, so that removing it deletes exactly that. Foreign keys follow renames and drop what
-- somebody deleted, so a person's own model of the same name is not taken for the sample's.

CREATE TABLE sample_project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Anything but 'loaded' was interrupted: the server removes its files when it starts.
  state TEXT NOT NULL CHECK (state IN ('loading', 'loaded', 'removing')),
  loaded_at INTEGER NOT NULL,
  files TEXT NOT NULL -- JSON {path in the artifact store: SHA-256 of the file as loaded}
) STRICT;

CREATE TABLE sample_experiments (
  experiment_id INTEGER PRIMARY KEY REFERENCES experiments ON DELETE CASCADE
) STRICT;

CREATE TABLE sample_runs (run_id TEXT PRIMARY KEY REFERENCES runs ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE sample_logged_models (
  model_id TEXT PRIMARY KEY REFERENCES logged_models ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_models (
  name TEXT PRIMARY KEY REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_versions (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (name, version),
  FOREIGN KEY (name, version) REFERENCES model_versions ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
