-- An event that is added is compared with what each index is about. IN with more than two kinds makes a table of them each time, CASE compares
-- one after the other.
DROP INDEX review_events_of_votes;
CREATE INDEX review_events_of_votes ON review_events (
  log, version, number, data ->> '$.kind', data ->> '$.to_stage', time, user,
  data ->> '$.verified', data ->> '$.aliases', data ->> '$.evidence'
)
WHERE CASE data ->> '$.kind' WHEN 'moved' THEN 1 WHEN 'version-deleted' THEN 1 WHEN 'requested' THEN 1 WHEN 'approved' THEN 1
  WHEN 'rejected' THEN 1 WHEN 'cancelled' THEN 1 END;
DROP INDEX review_events_of_origins;
CREATE INDEX review_events_of_origins ON review_events (log, version, number)
WHERE CASE data ->> '$.kind' WHEN 'created' THEN 1 WHEN 'registered' THEN 1 WHEN 'renamed' THEN 1 END;
