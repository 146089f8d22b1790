-- Takes a notice that is due, with its webhook, so that no other instance mails it for ten minutes. No row: there is none.
UPDATE integration.webhook_notices n
SET state = 'sending', due_at = now() + interval '10 minutes'
FROM integration.webhooks w
WHERE w.id = n.webhook_id
  AND n.id = (
    SELECT d.id
    FROM integration.webhook_notices d
    WHERE d.state IN ('due', 'sending') AND d.due_at <= now()
    ORDER BY d.due_at
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING CAST(n.id AS text) AS id, n.switched_off_at, w.id AS webhook_id, w.url, w.description, w.contact_email,
          w.switched_off_because, w.failing_since
