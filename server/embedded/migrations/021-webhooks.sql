-- Where the server sends what happens. A secret is never answered; the data folder is 0700.
CREATE TABLE webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  dialect TEXT NOT NULL, -- 'mlflow' or 'workspace' (contract/webhooks/events.ts)
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL, -- a JSON list of names
  status TEXT NOT NULL,
  secret TEXT NOT NULL, -- '': unsigned
  authorization TEXT NOT NULL, -- '': none is sent
  log INTEGER REFERENCES review_logs ON DELETE CASCADE, -- of its model; NULL: all models
  owner INTEGER, -- the account that saved it last: without its rights nothing is sent. NULL: nobody signs in
  creation_timestamp INTEGER NOT NULL,
  last_updated_timestamp INTEGER NOT NULL
) STRICT;

-- The outbox, and what became of what was in it. A webhook's deliveries are sent in the order of `position`.
CREATE TABLE webhook_deliveries (
  id TEXT NOT NULL PRIMARY KEY, -- the same for every attempt
  webhook TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  position INTEGER NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  created INTEGER NOT NULL,
  state TEXT NOT NULL, -- 'waiting', 'testing', 'delivered' or 'failed'
  is_test INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL, -- time of the next attempt
  until INTEGER NOT NULL, -- no attempt after this
  sent INTEGER, -- time of the last attempt
  answer_status INTEGER,
  answer TEXT, -- how the answer's body begins
  problem TEXT,
  UNIQUE (webhook, position)
) STRICT;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook, position) WHERE state = 'waiting';
