-- Indexes for the orders that people use: reading a page does not depend on the number of rows.

CREATE INDEX runs_by_end ON runs (experiment_id, lifecycle_stage, end_time);
CREATE INDEX runs_by_name ON runs (experiment_id, lifecycle_stage, run_name);
CREATE INDEX logged_models_by_name ON logged_models (experiment_id, lifecycle_stage, name, creation_timestamp_ms DESC, model_id);
CREATE INDEX logged_models_by_update ON logged_models (experiment_id, lifecycle_stage, last_updated_timestamp_ms);
