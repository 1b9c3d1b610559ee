-- Models from before 022. Their texts are written in turns after the start (store/find/model-texts.ts): at 3 ms a model, one commit
-- for all would keep everybody waiting.
CREATE TABLE models_without_texts (
  name TEXT PRIMARY KEY REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO models_without_texts SELECT name FROM registered_models WHERE name IN (SELECT name FROM stale_texts);
DELETE FROM stale_texts;
