-- The least, greatest and mean value of a run's metric, of all its points but those that are NaN, and how many these are
-- (store/runs/metric-summaries.ts). `numbers` is NULL until they are read from the points: of a run from before this migration, and
-- after points that were there already. Infinities count as they are stored.
ALTER TABLE latest_metrics ADD COLUMN min REAL;
ALTER TABLE latest_metrics ADD COLUMN max REAL;
ALTER TABLE latest_metrics ADD COLUMN mean REAL;
ALTER TABLE latest_metrics ADD COLUMN numbers INTEGER;
CREATE INDEX latest_metrics_unread ON latest_metrics (key, run_id) WHERE numbers IS NULL;
CREATE INDEX latest_metrics_by_min ON latest_metrics (key, min, run_id) WHERE numbers > 0;
CREATE INDEX latest_metrics_by_max ON latest_metrics (key, max, run_id) WHERE numbers > 0;
CREATE INDEX latest_metrics_by_mean ON latest_metrics (key, mean, run_id) WHERE numbers > 0;
