-- As 012-version-places.sql, and without `.` segments too: the artifact store reads `/a/./b/.` as `/a/b`.
DROP INDEX model_versions_by_place;
ALTER TABLE model_versions DROP COLUMN place;
ALTER TABLE model_versions ADD COLUMN place TEXT GENERATED ALWAYS AS (
  rtrim(replace(replace(replace(replace(substr(storage_location, 18) || '/', '/', char(1, 2)), char(2, 1), ''),
    char(2) || '.' || char(1), ''), char(1, 2), '/'), '/')
) VIRTUAL;
CREATE INDEX model_versions_by_place ON model_versions (place);
