-- Switches a webhook off that is gone or has failed for three days, gives up what waits for it, and puts down that its contact is to be
-- told; once, however many tries fail at the same time. Nothing happens when it is off, or has had a success meanwhile.
CREATE OR REPLACE FUNCTION integration.switch_webhook_off(of_webhook bigint, why text) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE integration.webhooks w
    SET active = false, switched_off_because = why, version = w.version + 1, updated_at = clock_timestamp()
    WHERE w.id = of_webhook AND w.active AND (why = 'gone' OR w.failing_since < now() - interval '3 days');
    IF FOUND THEN
        PERFORM integration.fail_waiting_deliveries(of_webhook);
        INSERT INTO integration.webhook_notices (webhook_id)
        SELECT w.id FROM integration.webhooks w WHERE w.id = of_webhook AND w.contact_email IS NOT NULL;
    END IF;
END
$$;
