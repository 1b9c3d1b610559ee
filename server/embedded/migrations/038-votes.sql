-- Who has said what about a move is looked for among all events of a version, of which most may be comments.
CREATE INDEX review_events_of_votes ON review_events (log, version, number)
WHERE data ->> '$.kind' IN ('requested', 'approved', 'rejected', 'cancelled', 'moved', 'version-deleted');
