-- An approval for an alias counts until the alias moves, to whichever version: looked for without reading all events of a model.
CREATE INDEX review_events_of_aliases ON review_events (log, data ->> '$.alias', number) WHERE data ->> '$.kind' = 'alias-moved';
