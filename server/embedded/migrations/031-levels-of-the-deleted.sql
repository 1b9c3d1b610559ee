-- Levels end with their account now, as with their group.
DELETE FROM model_levels WHERE holder = 'account' AND holder_id IN (SELECT id FROM accounts WHERE deleted IS NOT NULL);
DELETE FROM experiment_levels WHERE holder = 'account' AND holder_id IN (SELECT id FROM accounts WHERE deleted IS NOT NULL);
