-- What the connection that writes has besides the file. Each commit ends with noting which of the texts that models are found by are stale
-- (store/find/model-texts.ts). In the file, a table that is empty after each commit would cost it two pages.
-- What is stale when the connection closes is forgotten, so who changes models must have it noted (backend.ts).

-- Not unique: an upsert makes OR IGNORE in its triggers fail.
CREATE TEMP TABLE stale_texts (
  name TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;

CREATE TEMP TRIGGER registered_models_text_insert AFTER INSERT ON registered_models BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'name'), (new.name, 'description');
END;
CREATE TEMP TRIGGER registered_models_text_rename AFTER UPDATE OF name ON registered_models WHEN new.name != old.name BEGIN
  UPDATE stale_texts SET name = new.name WHERE name = old.name;
  UPDATE OR REPLACE waiting_texts SET name = new.name WHERE name = old.name;
  INSERT INTO stale_texts VALUES (new.name, 'name');
END;
CREATE TEMP TRIGGER registered_models_text_delete AFTER DELETE ON registered_models BEGIN
  DELETE FROM waiting_texts WHERE name = old.name;
END;
CREATE TEMP TRIGGER registered_models_text_update AFTER UPDATE OF description ON registered_models
WHEN new.description != old.description BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'description');
END;

CREATE TEMP TRIGGER registered_model_tags_text_insert AFTER INSERT ON registered_model_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
CREATE TEMP TRIGGER registered_model_tags_text_delete AFTER DELETE ON registered_model_tags BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'about');
END;
CREATE TEMP TRIGGER registered_model_tags_text_update AFTER UPDATE OF value ON registered_model_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
-- All texts that models may have.
CREATE TEMP VIEW all_texts AS
SELECT m.name, k.value AS kind
FROM registered_models AS m, json_each('["name","about","description","versions","production"]') AS k
UNION ALL SELECT name, 'versions ' || version FROM model_versions WHERE description != ''
UNION ALL SELECT DISTINCT name, 'versions ' || version FROM model_version_tags;
-- Whether a model is a prompt, which is not found, is a tag.
CREATE TEMP TRIGGER registered_model_tags_prompt_insert AFTER INSERT ON registered_model_tags
WHEN new.key = 'mlflow.prompt.is_prompt' BEGIN
  INSERT INTO stale_texts SELECT name, kind FROM all_texts WHERE name = new.name;
END;
CREATE TEMP TRIGGER registered_model_tags_prompt_delete AFTER DELETE ON registered_model_tags
WHEN old.key = 'mlflow.prompt.is_prompt' BEGIN
  INSERT INTO stale_texts SELECT name, kind FROM all_texts WHERE name = old.name;
END;
CREATE TEMP TRIGGER registered_model_tags_prompt_update AFTER UPDATE OF value ON registered_model_tags
WHEN new.key = 'mlflow.prompt.is_prompt' BEGIN
  INSERT INTO stale_texts SELECT name, kind FROM all_texts WHERE name = new.name;
END;

CREATE TEMP TRIGGER aliases_text_insert AFTER INSERT ON aliases BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
CREATE TEMP TRIGGER aliases_text_update AFTER UPDATE OF version ON aliases BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'about');
END;
CREATE TEMP TRIGGER aliases_text_delete AFTER DELETE ON aliases BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'about');
END;

-- The stages of a model's versions are one text; the description and the tags of each version are another, with its number.
CREATE TEMP TRIGGER model_versions_text_insert AFTER INSERT ON model_versions BEGIN
  INSERT INTO stale_texts SELECT new.name, 'versions' WHERE new.current_stage != 'None';
  INSERT INTO stale_texts SELECT new.name, 'versions ' || new.version WHERE new.description != '';
  INSERT INTO stale_texts SELECT new.name, 'production' WHERE new.current_stage = 'Production';
END;
CREATE TEMP TRIGGER model_versions_text_update AFTER UPDATE OF description ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions ' || new.version);
END;
CREATE TEMP TRIGGER model_versions_text_move AFTER UPDATE OF current_stage ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions');
END;
CREATE TEMP TRIGGER model_versions_text_live AFTER UPDATE OF current_stage, run_id, source ON model_versions
WHEN 'Production' IN (old.current_stage, new.current_stage) BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'production');
END;
CREATE TEMP TRIGGER model_versions_text_delete AFTER DELETE ON model_versions BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'versions'), (old.name, 'versions ' || old.version);
  INSERT INTO stale_texts SELECT old.name, 'production' WHERE old.current_stage = 'Production';
END;

CREATE TEMP TRIGGER model_version_tags_text_insert AFTER INSERT ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions ' || new.version);
END;
CREATE TEMP TRIGGER model_version_tags_text_update AFTER UPDATE OF value ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (new.name, 'versions ' || new.version);
END;
CREATE TEMP TRIGGER model_version_tags_text_delete AFTER DELETE ON model_version_tags BEGIN
  INSERT INTO stale_texts VALUES (old.name, 'versions ' || old.version);
END;

-- The list of what a run logged has the flavors. What runs log else is told by the code (store/find/stale-texts.ts), once for a batch.
CREATE TEMP TRIGGER tags_text_insert AFTER INSERT ON tags WHEN new.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = new.run_id AND current_stage = 'Production';
END;
CREATE TEMP TRIGGER tags_text_update AFTER UPDATE OF value ON tags WHEN new.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = new.run_id AND current_stage = 'Production';
END;
CREATE TEMP TRIGGER tags_text_delete AFTER DELETE ON tags WHEN old.key = 'mlflow.log-model.history' BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = old.run_id AND current_stage = 'Production';
END;
CREATE TEMP TRIGGER runs_text_delete AFTER DELETE ON runs BEGIN
  INSERT INTO stale_texts
  SELECT name, 'production' FROM model_versions WHERE run_id = old.run_id AND current_stage = 'Production';
END;
