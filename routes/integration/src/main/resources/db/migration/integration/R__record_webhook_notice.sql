-- Tells what came of mailing a notice: sent, refused (tried again after 1, 5, 25 and 125 minutes, and then given up) or away (tried
-- again, without end). The notice's state now; null when its webhook was deleted or started again meanwhile, or another instance was
-- quicker.
CREATE OR REPLACE FUNCTION integration.record_webhook_notice(of_notice uuid, result text, why text) RETURNS text
    LANGUAGE plpgsql
AS $$
DECLARE
    became integration.webhook_notices;
BEGIN
    -- the webhook before the notice, as everybody locks them
    PERFORM FROM integration.webhooks w
    WHERE w.id = (SELECT n.webhook_id FROM integration.webhook_notices n WHERE n.id = of_notice)
    FOR NO KEY UPDATE;
    UPDATE integration.webhook_notices n
    SET state = CASE WHEN result = 'sent' THEN 'sent' WHEN result = 'refused' AND n.refusals >= 4 THEN 'refused' ELSE 'due' END,
        refusals = n.refusals + CASE result WHEN 'refused' THEN 1 ELSE 0 END,
        due_at = now() + CASE result WHEN 'refused' THEN interval '1 minute' * power(5, n.refusals) ELSE interval '15 seconds' END,
        failure = why
    WHERE n.id = of_notice AND n.state = 'sending'
    RETURNING n.* INTO became;
    IF became.state IN ('sent', 'refused') THEN
        UPDATE integration.webhooks w
        SET version = w.version + 1, updated_at = clock_timestamp()
        WHERE w.id = became.webhook_id;
    END IF;
    RETURN became.state;
END
$$;
