-- The versions of one model in the order in which they were created.
CREATE INDEX model_versions_by_name_and_creation ON model_versions (name, creation_timestamp DESC, version DESC);
