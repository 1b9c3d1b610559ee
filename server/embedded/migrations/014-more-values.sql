-- Models, versions, experiments and logged models by the value of a tag, a param or a metric, so that a search for a rare value starts
-- from it. As in 005-tag-values.sql, the indexes of texts have only their beginning.
CREATE INDEX registered_model_tags_by_value ON registered_model_tags (key, substr(value, 1, 64), name);
DROP INDEX registered_model_tags_by_key; -- the new index starts with the key too
CREATE INDEX model_version_tags_by_value ON model_version_tags (key, substr(value, 1, 64), name, version);
DROP INDEX model_version_tags_by_key;
CREATE INDEX experiment_tags_by_value ON experiment_tags (key, substr(value, 1, 64), experiment_id);
CREATE INDEX logged_model_tags_by_value ON logged_model_tags (key, substr(value, 1, 64), model_id);
CREATE INDEX logged_model_params_by_value ON logged_model_params (key, substr(value, 1, 64), model_id);
CREATE INDEX logged_model_metrics_by_value ON logged_model_metrics (key, (special = 'NaN'), value, model_id);

-- As runs_by_status in 007: the runs of a name, newest first. Without the order, SQLite walks all runs from the newest.
DROP INDEX runs_by_name;
CREATE INDEX runs_by_name ON runs (experiment_id, lifecycle_stage, run_name, start_time DESC, run_id);
