-- A webhook as the API shows it: the only place where a column becomes a field. (Views are called R__1_*, so that they are there
-- before the functions that return their rows.)
CREATE OR REPLACE VIEW integration.webhook_documents AS
SELECT id, url, to_jsonb(event_types) AS event_types, description, active, failing_since, switched_off_because,
       created_at, updated_at, version, owner AS _owner
FROM integration.webhooks;
