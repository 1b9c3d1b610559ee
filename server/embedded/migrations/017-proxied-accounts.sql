-- Accounts that somebody else vouches for are theirs by issuer and subject, and never local ones, whatever they are called.
ALTER TABLE accounts ADD COLUMN issuer TEXT; -- NULL: a local account
ALTER TABLE accounts ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX accounts_by_subject ON accounts (issuer, subject) WHERE issuer IS NOT NULL;
