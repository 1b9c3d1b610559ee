-- What the last changes of levels and groups were about, one for each revision, so that a list of what is closed to somebody follows them
-- instead of being made anew for each (closed-lists.ts). To note one is to begin its revision.
CREATE TABLE level_changes (
  revision INTEGER PRIMARY KEY,
  model TEXT,
  experiment_id INTEGER,
  account_id INTEGER -- who came into a group, or left it
) STRICT;
CREATE TRIGGER level_changes_count AFTER INSERT ON level_changes BEGIN
  UPDATE level_revision SET revision = new.revision;
  DELETE FROM level_changes WHERE revision <= new.revision - 1000;
END;

DROP TRIGGER model_levels_insert;
CREATE TRIGGER model_levels_insert AFTER INSERT ON model_levels BEGIN
  INSERT INTO level_changes (revision, model) SELECT revision + 1, new.name FROM level_revision;
END;
DROP TRIGGER model_levels_update;
CREATE TRIGGER model_levels_update AFTER UPDATE ON model_levels BEGIN
  INSERT INTO level_changes (revision, model) SELECT revision + 1, old.name FROM level_revision;
  INSERT INTO level_changes (revision, model) SELECT revision + 1, new.name FROM level_revision;
END;
DROP TRIGGER model_levels_delete;
CREATE TRIGGER model_levels_delete AFTER DELETE ON model_levels BEGIN
  INSERT INTO level_changes (revision, model) SELECT revision + 1, old.name FROM level_revision;
END;
DROP TRIGGER experiment_levels_insert;
CREATE TRIGGER experiment_levels_insert AFTER INSERT ON experiment_levels BEGIN
  INSERT INTO level_changes (revision, experiment_id) SELECT revision + 1, new.experiment_id FROM level_revision;
END;
DROP TRIGGER experiment_levels_update;
CREATE TRIGGER experiment_levels_update AFTER UPDATE ON experiment_levels BEGIN
  INSERT INTO level_changes (revision, experiment_id) SELECT revision + 1, old.experiment_id FROM level_revision;
  INSERT INTO level_changes (revision, experiment_id) SELECT revision + 1, new.experiment_id FROM level_revision;
END;
DROP TRIGGER experiment_levels_delete;
CREATE TRIGGER experiment_levels_delete AFTER DELETE ON experiment_levels BEGIN
  INSERT INTO level_changes (revision, experiment_id) SELECT revision + 1, old.experiment_id FROM level_revision;
END;
DROP TRIGGER group_members_insert;
CREATE TRIGGER group_members_insert AFTER INSERT ON group_members BEGIN
  INSERT INTO level_changes (revision, account_id) SELECT revision + 1, new.account_id FROM level_revision;
END;
DROP TRIGGER group_members_update;
CREATE TRIGGER group_members_update AFTER UPDATE ON group_members BEGIN
  INSERT INTO level_changes (revision, account_id) SELECT revision + 1, old.account_id FROM level_revision;
  INSERT INTO level_changes (revision, account_id) SELECT revision + 1, new.account_id FROM level_revision;
END;
DROP TRIGGER group_members_delete;
CREATE TRIGGER group_members_delete AFTER DELETE ON group_members BEGIN
  INSERT INTO level_changes (revision, account_id) SELECT revision + 1, old.account_id FROM level_revision;
END;
