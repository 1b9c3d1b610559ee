-- Each index below asks of which kind an event is: read once out of its JSON, and kept before the text, so that to ask it reads no long one.
CREATE TABLE events_with_kinds (
  log INTEGER NOT NULL REFERENCES review_logs ON DELETE CASCADE,
  number INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user TEXT NOT NULL,
  version INTEGER, -- NULL: about the model as a whole
  kind TEXT NOT NULL GENERATED ALWAYS AS (data ->> '$.kind') STORED,
  data TEXT NOT NULL
) STRICT;
INSERT INTO events_with_kinds (log, number, time, user, version, data)
SELECT log, number, time, user, version, data FROM review_events ORDER BY log, number;
DROP TABLE review_events;
ALTER TABLE events_with_kinds RENAME TO review_events;

CREATE INDEX review_events_by_number ON review_events (log, number, kind);
CREATE INDEX review_events_by_version ON review_events (log, version, number, kind);
CREATE INDEX review_events_of_votes ON review_events (
  log, version, number, kind, data ->> '$.to_stage', time, user,
  data ->> '$.verified', data ->> '$.aliases', data ->> '$.evidence'
)
WHERE CASE kind WHEN 'moved' THEN 1 WHEN 'version-deleted' THEN 1 WHEN 'requested' THEN 1 WHEN 'approved' THEN 1
  WHEN 'rejected' THEN 1 WHEN 'cancelled' THEN 1 END;
CREATE INDEX review_events_of_comments ON review_events (log, data ->> '$.of', number, kind)
WHERE kind IN ('comment-edited', 'comment-deleted');
CREATE INDEX review_events_overridden ON review_events (time) WHERE kind = 'overridden';
CREATE INDEX review_events_of_stages ON review_events (log, number) WHERE kind IN ('moved', 'version-deleted');
CREATE INDEX review_events_of_aliases ON review_events (log, data ->> '$.alias', number) WHERE kind = 'alias-moved';
CREATE INDEX review_events_of_undoing ON review_events (log, version, number) WHERE kind = 'undone';
CREATE INDEX review_events_of_origins ON review_events (log, version, number)
WHERE CASE kind WHEN 'created' THEN 1 WHEN 'registered' THEN 1 WHEN 'renamed' THEN 1 END;
