-- Marks what was done by whoever signed in (contract/review-log.ts). An event from before the account of its name was somebody else's.
UPDATE review_events SET data = json_set(data, '$.verified', json('true'))
WHERE EXISTS (SELECT 1 FROM accounts WHERE accounts.name = review_events.user AND accounts.created <= review_events.time);
