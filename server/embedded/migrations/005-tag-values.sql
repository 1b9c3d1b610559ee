-- Runs by a tag's value (the runs below a parent, say). Values may be long, so only their beginning is kept here.
CREATE INDEX tags_by_value ON tags (key, substr(value, 1, 64), run_id);
DROP INDEX tags_by_key; -- the new one starts with the key as well
