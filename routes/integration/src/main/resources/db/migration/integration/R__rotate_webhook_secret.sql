-- Gives a webhook a new secret beside the one before, for 24 hours. No row: no such webhook, or not the caller's.
CREATE OR REPLACE FUNCTION integration.rotate_webhook_secret(of_webhook bigint, caller text, new_secret text)
    RETURNS TABLE (secret text, previous_secret_valid_until timestamptz)
    LANGUAGE sql
AS $$
UPDATE integration.webhook_secrets s
SET secret = new_secret, previous = s.secret, previous_until = now() + interval '24 hours'
FROM integration.webhooks w
WHERE s.webhook_id = of_webhook AND w.id = of_webhook AND w.owner = caller
RETURNING s.secret, s.previous_until
$$;
