-- A page of activities looks for what became of its comments, and a stage's history for the moves, among all events of a model.
CREATE INDEX review_events_of_comments ON review_events (log, data ->> '$.of', number)
WHERE data ->> '$.kind' IN ('comment-edited', 'comment-deleted');
CREATE INDEX review_events_of_stages ON review_events (log, number)
WHERE data ->> '$.kind' IN ('moved', 'version-deleted');
