-- A move closes the requests for it, and a version's page lists them: without looking at those of the model's other versions.
CREATE INDEX open_requests_by_version ON open_requests (log, version, number);
