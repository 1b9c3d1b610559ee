-- Overrides are few, and Reviews lists the newest of all models.
CREATE INDEX review_events_overridden ON review_events (time) WHERE data ->> '$.kind' = 'overridden';
