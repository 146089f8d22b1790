-- A delivery as the API shows it: the only place where a column becomes a field.
CREATE OR REPLACE VIEW integration.delivery_documents AS
SELECT id, webhook_id, CAST(event_id AS text) AS event_id, event_type,
       CASE WHEN state IN ('delivered', 'failed') THEN state ELSE 'pending' END AS status,
       attempts,
       CASE WHEN state = 'due' THEN due_at END AS next_attempt_at,
       created_at, delivered_at
FROM integration.webhook_deliveries;
