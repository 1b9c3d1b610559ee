-- Who took back a move last is looked for among all events of a version, of which most may be comments.
CREATE INDEX review_events_of_undoing ON review_events (log, version, number)
WHERE data ->> '$.kind' = 'undone';
