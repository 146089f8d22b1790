-- The first that is queued is due, where nothing is before it any more. The caller holds the lane's lock.
CREATE OR REPLACE FUNCTION integration.release_next_delivery(of_webhook bigint, of_key text) RETURNS void
    LANGUAGE sql
AS $$
UPDATE integration.webhook_deliveries d
SET state = 'due', due_at = now()
WHERE d.id = (
    SELECT q.id
    FROM integration.webhook_deliveries q
    WHERE q.webhook_id = of_webhook AND q.ordering_key = of_key AND q.state = 'queued'
    ORDER BY q.id
    LIMIT 1)
  AND NOT EXISTS (
    SELECT FROM integration.webhook_deliveries b
    WHERE b.webhook_id = of_webhook AND b.ordering_key = of_key AND b.state IN ('due', 'sending'))
$$;
