-- Versions by the folder of the artifact store that their files are in, so that an upload can ask whose files it would change.
-- `place` is `/p` for mlflow-artifacts:/p, with one slash where there are several (an artifact path can't contain characters 1 and 2).
-- It is no path in the store for other schemes and hosts: store/artifacts/artifact-owners.ts says what is.
ALTER TABLE model_versions ADD COLUMN place TEXT GENERATED ALWAYS AS (
  rtrim(replace(replace(replace(substr(storage_location, 18), '/', char(1, 2)), char(2, 1), ''), char(1, 2), '/'), '/')
) VIRTUAL;
CREATE INDEX model_versions_by_place ON model_versions (place);
