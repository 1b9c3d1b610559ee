-- What models are found by (docs/reviews.md §2): up to five texts of each, folded (contract/find/model-fields.ts). `kind` is one of
-- its kinds. `run_id`: the run that the text comes from, which not everybody may read.
CREATE TABLE model_texts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL REFERENCES registered_models ON DELETE CASCADE ON UPDATE CASCADE,
  kind TEXT NOT NULL,
  run_id TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  UNIQUE (name, kind)
) STRICT;

-- Parts of words in any language, and whole words for typing mistakes. Only which texts have a term is kept, so that a phrase is
-- looked for in the text itself.
CREATE VIRTUAL TABLE model_trigrams USING fts5(
  text, content = 'model_texts', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
);
CREATE VIRTUAL TABLE model_words USING fts5(
  text, content = 'model_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', detail = none, columnsize = 0
);
CREATE VIRTUAL TABLE model_vocabulary USING fts5vocab(model_words, row);

CREATE TRIGGER model_texts_insert AFTER INSERT ON model_texts BEGIN
  INSERT INTO model_trigrams (rowid, text) VALUES (new.id, new.text);
  INSERT INTO model_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER model_texts_delete AFTER DELETE ON model_texts BEGIN
  INSERT INTO model_trigrams (model_trigrams, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO model_words (model_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER model_texts_update AFTER UPDATE OF text ON model_texts BEGIN
  INSERT INTO model_trigrams (model_trigrams, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO model_words (model_words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO model_trigrams (rowid, text) VALUES (new.id, new.text);
  INSERT INTO model_words (rowid, text) VALUES (new.id, new.text);
END;

-- Texts to be written anew before the commit of what changed them (store/find/model-texts.ts), once for all its changes. Not unique:
-- an upsert makes OR IGNORE in its triggers fail.
CREATE TABLE stale_texts (
  name TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX stale_texts_by_name ON stale_texts (name, kind);

INSERT INTO stale_texts SELECT m.name, k.value
FROM registered_models AS m, json_each('["name","about","description","versions","production"]') AS k;

CREATE TRIGGER registered_models_text_insert AFTER INSERT ON registered_models BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'name'), (new.name, 'description');
END;
CREATE TRIGGER registered_models_text_rename AFTER UPDATE OF name ON registered_models WHEN new.name != old.name BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'name');
END;
CREATE TRIGGER registered_models_text_update AFTER UPDATE OF description ON registered_models
WHEN new.description != old.description BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'description');
END;

CREATE TRIGGER registered_model_tags_text_insert AFTER INSERT ON registered_model_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
-- Whether a model is a prompt, which is not found, is a tag.
CREATE TRIGGER registered_model_tags_text_prompt AFTER INSERT ON registered_model_tags WHEN new.key LIKE 'mlflow.%' BEGIN
  INSERT INTO stale_texts
  SELECT new.name, value FROM json_each('["name","description","versions","production"]');
END;
CREATE TRIGGER registered_model_tags_text_delete AFTER DELETE ON registered_model_tags BEGIN
  INSERT INTO stale_texts
  SELECT old.name, value FROM json_each('["name","about","description","versions","production"]')
  WHERE value = 'about' OR old.key LIKE 'mlflow.%';
END;
CREATE TRIGGER registered_model_tags_text_update AFTER UPDATE OF value ON registered_model_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;

CREATE TRIGGER aliases_text_insert AFTER INSERT ON aliases BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
CREATE TRIGGER aliases_text_update AFTER UPDATE OF version ON aliases BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
CREATE TRIGGER aliases_text_delete AFTER DELETE ON aliases BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'about');
END;

CREATE TRIGGER model_versions_text_insert AFTER INSERT ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions');
  INSERT INTO stale_texts SELECT new.name, 'production' WHERE new.current_stage = 'Production';
END;
CREATE TRIGGER model_versions_text_update AFTER UPDATE OF current_stage, description, run_id, source ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions');
  INSERT INTO stale_texts SELECT new.name, 'production' WHERE 'Production' IN (old.current_stage, new.current_stage);
END;
CREATE TRIGGER model_versions_text_delete AFTER DELETE ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'versions');
  INSERT INTO stale_texts SELECT old.name, 'production' WHERE old.current_stage = 'Production';
END;

CREATE TRIGGER model_version_tags_text_insert AFTER INSERT ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions');
END;
CREATE TRIGGER model_version_tags_text_update AFTER UPDATE OF value ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions');
END;
CREATE TRIGGER model_version_tags_text_delete AFTER DELETE ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'versions');
END;

-- The list of what a run logged has the flavors. What runs log else is told by the code (store/find/stale-texts.ts), once for a batch.
CREATE TRIGGER tags_text_insert AFTER INSERT ON tags WHEN new.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = new.run_id AND current_stage = 'Production';
END;
CREATE TRIGGER tags_text_update AFTER UPDATE OF value ON tags WHEN new.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = new.run_id AND current_stage = 'Production';
END;
CREATE TRIGGER tags_text_delete AFTER DELETE ON tags WHEN old.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = old.run_id AND current_stage = 'Production';
END;
CREATE TRIGGER runs_text_delete AFTER DELETE ON runs BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = old.run_id AND current_stage = 'Production';
END;
