-- Models by highest version, and versions of all models by number, ascending and descending.
-- One index for each direction, since ties are broken by name in both: if every model has one version, all rows are ties.

-- The highest existing version, or NULL. Not kept by a trigger, which would double the cost of a new version.
ALTER TABLE registered_models ADD COLUMN newest_version INTEGER;
UPDATE registered_models
SET newest_version = (SELECT max(v.version) FROM model_versions v WHERE v.name = registered_models.name);
CREATE INDEX registered_models_by_version ON registered_models (newest_version, name);
CREATE INDEX registered_models_by_version_down ON registered_models (newest_version DESC, name);

CREATE INDEX model_versions_by_number ON model_versions (version, name);
CREATE INDEX model_versions_by_number_down ON model_versions (version DESC, name);
