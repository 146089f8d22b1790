-- Makes a delivery due at once, with all its tries; one that is behind another, or is being sent, stays as it is. No row: no such
-- delivery, or not of a webhook of the caller's.
CREATE OR REPLACE FUNCTION integration.resend_delivery(of_webhook bigint, of_delivery bigint, caller text)
    RETURNS SETOF integration.delivery_documents
    LANGUAGE sql
AS $$
UPDATE integration.webhook_deliveries d
SET state = 'due', due_at = now(), tries = 0, delivered_at = NULL
FROM integration.webhooks w
WHERE d.id = of_delivery AND d.webhook_id = of_webhook AND w.id = of_webhook AND w.owner = caller
  AND d.state IN ('due', 'delivered', 'failed');
SELECT d.*
FROM integration.delivery_documents d JOIN integration.webhooks w ON w.id = d.webhook_id
WHERE d.id = of_delivery AND d.webhook_id = of_webhook AND w.owner = caller
$$;
