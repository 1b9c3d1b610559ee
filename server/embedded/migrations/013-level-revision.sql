-- Counts the changes of levels and of groups, so that a reader knows when its list of what is closed to whom is old.
CREATE TABLE level_revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO level_revision VALUES (1, 0);

CREATE TRIGGER model_levels_insert AFTER INSERT ON model_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER model_levels_update AFTER UPDATE ON model_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER model_levels_delete AFTER DELETE ON model_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER experiment_levels_insert AFTER INSERT ON experiment_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER experiment_levels_update AFTER UPDATE ON experiment_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER experiment_levels_delete AFTER DELETE ON experiment_levels BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER group_members_insert AFTER INSERT ON group_members BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER group_members_update AFTER UPDATE ON group_members BEGIN UPDATE level_revision SET revision = revision + 1; END;
CREATE TRIGGER group_members_delete AFTER DELETE ON group_members BEGIN UPDATE level_revision SET revision = revision + 1; END;
