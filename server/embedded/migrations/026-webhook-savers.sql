-- In front of an MLflow server: the certain name of who saved a webhook last. NULL: a command in the shell, or nobody is certain.
ALTER TABLE webhooks ADD COLUMN saved_by TEXT;
