-- Runs by a tag's value (such as the child runs of a parent). Values may be long, so the index has only their beginning.
CREATE INDEX tags_by_value ON tags (key, substr(value, 1, 64), run_id);
DROP INDEX tags_by_key; -- the new index starts with the key too
