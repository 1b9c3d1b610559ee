-- Models by their highest version, and versions by number over all models: read from an index in both directions.
-- One index for each, as ties go by name either way: in a registry of models with one version each, all rows are ties.

-- The highest version that is there; NULL: none. No trigger keeps it, which would double what a new version costs.
ALTER TABLE registered_models ADD COLUMN newest_version INTEGER;
UPDATE registered_models
SET newest_version = (SELECT max(v.version) FROM model_versions v WHERE v.name = registered_models.name);
CREATE INDEX registered_models_by_version ON registered_models (newest_version, name);
CREATE INDEX registered_models_by_version_down ON registered_models (newest_version DESC, name);

CREATE INDEX model_versions_by_number ON model_versions (version, name);
CREATE INDEX model_versions_by_number_down ON model_versions (version DESC, name);
