-- Texts that models are found by, of what has changed since they were written (store/find/model-texts.ts): they are written anew before the next
-- search, or soon after the change. Not bound to a model, since it may be renamed or deleted meanwhile: connection.sql renames them too.
CREATE TABLE waiting_texts (
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (name, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO waiting_texts SELECT name, kind FROM recent_texts;
DROP TABLE recent_texts;
