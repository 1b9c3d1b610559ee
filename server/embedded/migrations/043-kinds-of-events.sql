-- An event may hold a text of 10,000 letters. Without rowids, to look for an event SQLite reads all of others that it passes, and of each that an
-- index names, even if the index has all that is asked for (store/reviews/chosen-events.ts). Each index asks of which kind an event is: read once
-- out of its JSON, and kept before the text.
CREATE TABLE new_events (
  log INTEGER NOT NULL REFERENCES review_logs ON DELETE CASCADE,
  number INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user TEXT NOT NULL,
  version INTEGER, -- NULL: about the model as a whole
  kind TEXT NOT NULL GENERATED ALWAYS AS (data ->> '$.kind') STORED,
  data TEXT NOT NULL
) STRICT;
INSERT INTO new_events (log, number, time, user, version, data)
SELECT log, number, time, user, version, data FROM review_events ORDER BY log, number;
CREATE TABLE requests_of_logs (
  log INTEGER NOT NULL REFERENCES review_logs ON DELETE CASCADE,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  to_stage TEXT NOT NULL,
  PRIMARY KEY (log, number)
) STRICT, WITHOUT ROWID;
INSERT INTO requests_of_logs SELECT log, number, version, to_stage FROM open_requests;
DROP TABLE open_requests;
DROP TABLE review_events;
ALTER TABLE new_events RENAME TO review_events;
ALTER TABLE requests_of_logs RENAME TO open_requests;
CREATE INDEX open_requests_by_version ON open_requests (log, version, number);

-- With what is asked of very many events besides, so that only those that are shown are read: a page of activities passes over changes of comments.
-- One index for both, as each is a page more in every commit: numbers are the next ones of their log, in one write after the other.
CREATE INDEX review_events_by_number ON review_events (log, number, kind);
CREATE INDEX review_events_by_version ON review_events (log, version, number, kind);
-- An event that is added is compared with what each index is about. IN with more than two kinds makes a table of them each time, CASE compares
-- one after the other.
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
