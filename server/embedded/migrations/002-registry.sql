CREATE TABLE registered_models (
  name TEXT PRIMARY KEY,
  creation_timestamp INTEGER NOT NULL,
  last_updated_timestamp INTEGER NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  -- The highest version number ever given: numbers are not reused.
  last_version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX registered_models_by_update ON registered_models (last_updated_timestamp DESC, name);
CREATE INDEX registered_models_by_creation ON registered_models (creation_timestamp DESC, name);

CREATE TABLE registered_model_tags (
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX registered_model_tags_by_key ON registered_model_tags (key, name);

CREATE TABLE model_versions (
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  version INTEGER NOT NULL,
  creation_timestamp INTEGER NOT NULL,
  last_updated_timestamp INTEGER NOT NULL,
  current_stage TEXT NOT NULL DEFAULT 'None',
  description TEXT, -- NULL: cleared by an update, so absent from answers (docs/rest-contract.md §6)
  source TEXT NOT NULL,
  -- Where the files are; get-download-uri answers this (docs/rest-contract.md §6.1, end).
  storage_location TEXT NOT NULL,
  run_id TEXT NOT NULL DEFAULT '',
  run_link TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'READY',
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_versions_by_stage ON model_versions (name, current_stage, version);
CREATE INDEX model_versions_by_name_and_update ON model_versions (name, last_updated_timestamp DESC, version DESC);
CREATE INDEX model_versions_by_creation ON model_versions (creation_timestamp DESC, name, version DESC);
CREATE INDEX model_versions_by_update ON model_versions (last_updated_timestamp DESC, name, version DESC);
CREATE INDEX model_versions_by_run ON model_versions (run_id, last_updated_timestamp DESC, name, version DESC);
CREATE INDEX model_versions_by_source ON model_versions (source);

CREATE TABLE model_version_tags (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name, version, key),
  FOREIGN KEY (name, version) REFERENCES model_versions ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX model_version_tags_by_key ON model_version_tags (key, name, version);

CREATE TABLE aliases (
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (name, alias),
  FOREIGN KEY (name, version) REFERENCES model_versions ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_version ON aliases (name, version);
