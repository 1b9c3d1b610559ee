-- Models are found by the description and tags of each version, in a text of its own whose kind is 'versions' and its number
-- (store/find/model-texts.ts). The text of kind 'versions' keeps the stages. Both are written anew after the start, as in 024.
INSERT OR IGNORE INTO models_without_texts SELECT DISTINCT name FROM model_versions WHERE description != '';
INSERT OR IGNORE INTO models_without_texts SELECT DISTINCT name FROM model_version_tags;
