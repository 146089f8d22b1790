-- Forgets what ended more than 30 days ago, and which events were seen to once the topics no longer hold them.
WITH deliveries AS (
    DELETE FROM integration.webhook_deliveries
    WHERE created_at < now() - interval '30 days' AND state IN ('delivered', 'failed')
)
DELETE FROM integration.consumed_events
WHERE createdat < now() - interval '14 days'
