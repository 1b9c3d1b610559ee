-- Texts that have changed since model_texts and its indexes were last written (store/find/model-texts.ts): each stands for the one of its
-- kind there, and an empty one for none. Indexing many at once writes a tenth of the pages that indexing each in its own commit does.
CREATE TABLE recent_texts (
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  kind TEXT NOT NULL,
  run_id TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  PRIMARY KEY (name, kind)
) STRICT, WITHOUT ROWID;

-- What is to be written anew is noted in a table of the connection (connection.sql).
DROP TRIGGER registered_models_text_insert;
DROP TRIGGER registered_models_text_rename;
DROP TRIGGER registered_models_text_update;
DROP TRIGGER registered_model_tags_text_insert;
DROP TRIGGER registered_model_tags_text_prompt;
DROP TRIGGER registered_model_tags_text_delete;
DROP TRIGGER registered_model_tags_text_update;
DROP TRIGGER aliases_text_insert;
DROP TRIGGER aliases_text_update;
DROP TRIGGER aliases_text_delete;
DROP TRIGGER model_versions_text_insert;
DROP TRIGGER model_versions_text_update;
DROP TRIGGER model_versions_text_delete;
DROP TRIGGER model_version_tags_text_insert;
DROP TRIGGER model_version_tags_text_update;
DROP TRIGGER model_version_tags_text_delete;
DROP TRIGGER tags_text_insert;
DROP TRIGGER tags_text_update;
DROP TRIGGER tags_text_delete;
DROP TRIGGER runs_text_delete;
DROP TABLE stale_texts;
