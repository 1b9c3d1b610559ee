-- Searches by a metric's value read from these indexes alone: without `special` itself, SQLite also looked up each row in its table.
DROP INDEX latest_metrics_by_value;
CREATE INDEX latest_metrics_by_value ON latest_metrics (key, (special = 'NaN'), value, run_id, special);
DROP INDEX logged_model_metrics_by_value;
CREATE INDEX logged_model_metrics_by_value ON logged_model_metrics (key, (special = 'NaN'), value, model_id, special);
