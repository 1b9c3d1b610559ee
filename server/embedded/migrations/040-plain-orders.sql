-- A page of active experiments passes over no deleted ones, and one by the end of runs begins among those that ended at once.
DROP INDEX experiments_by_creation;
CREATE INDEX experiments_by_creation ON experiments (lifecycle_stage, creation_time DESC, experiment_id DESC);
DROP INDEX experiments_by_update;
CREATE INDEX experiments_by_update ON experiments (lifecycle_stage, last_update_time DESC, experiment_id DESC);
CREATE INDEX experiments_by_stage ON experiments (lifecycle_stage, experiment_id);
CREATE INDEX experiments_by_name ON experiments (lifecycle_stage, name);
DROP INDEX runs_by_end;
CREATE INDEX runs_by_end ON runs (experiment_id, lifecycle_stage, end_time, start_time DESC, run_id);
