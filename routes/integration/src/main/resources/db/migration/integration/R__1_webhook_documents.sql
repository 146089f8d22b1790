-- A webhook as the API shows it: the only place where a column becomes a field. (Views are called R__1_*, so that they are there
-- before the functions that return their rows.)
CREATE OR REPLACE VIEW integration.webhook_documents AS
SELECT w.id, w.url, to_jsonb(w.event_types) AS event_types, w.description, w.active, w.failing_since, w.switched_off_because,
       w.created_at, w.updated_at, w.version, w.owner AS _owner, w.contact_email,
       CASE WHEN n.state IN ('sent', 'refused') THEN n.state WHEN n.id IS NOT NULL THEN 'waiting' END AS notice_status
FROM integration.webhooks w
LEFT JOIN integration.webhook_notices n ON n.webhook_id = w.id;
