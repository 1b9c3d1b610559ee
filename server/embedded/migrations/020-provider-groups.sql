-- Members that the identity provider put into a group, and takes out again. The others were put there by admins.
ALTER TABLE group_members ADD COLUMN from_provider INTEGER NOT NULL DEFAULT 0;
