-- Who created a model or registered a version, and what the model was called, is looked for among all events, of which most may be comments.
CREATE INDEX review_events_of_origins ON review_events (log, version, number)
WHERE data ->> '$.kind' IN ('created', 'registered', 'renamed');
