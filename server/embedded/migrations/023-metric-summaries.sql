-- The least, greatest and mean value of a run's metric, of all its points but those that are NaN, and how many these are
-- (store/runs/metric-summaries.ts). `numbers` is NULL until they are read from the points: of a run from before this migration, and
-- after points that were there already. Infinities count as they are stored.
ALTER TABLE latest_metrics ADD COLUMN min REAL;
ALTER TABLE latest_metrics ADD COLUMN max REAL;
ALTER TABLE latest_metrics ADD COLUMN mean REAL;
ALTER TABLE latest_metrics ADD COLUMN numbers INTEGER;
-- Three more indexes would double the time of a write, so only those rows are in them by which somebody has sorted: 1 in the indexes,
-- 0 without a number, NULL not asked for yet.
ALTER TABLE latest_metrics ADD COLUMN ranked INTEGER;
CREATE INDEX latest_metrics_unranked ON latest_metrics (key, run_id) WHERE ranked IS NULL;
CREATE INDEX latest_metrics_by_min ON latest_metrics (key, min, run_id) WHERE ranked = 1;
CREATE INDEX latest_metrics_by_max ON latest_metrics (key, max, run_id) WHERE ranked = 1;
CREATE INDEX latest_metrics_by_mean ON latest_metrics (key, mean, run_id) WHERE ranked = 1;
