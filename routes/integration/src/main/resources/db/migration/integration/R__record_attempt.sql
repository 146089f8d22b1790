-- Tells what came of a try. result: delivered, failed (tried again after `pause`, unless that was the last try, where it is null), or
-- gone (the receiver wants no more). What comes after it in its order is due then.
CREATE OR REPLACE FUNCTION integration.record_attempt(
    of_delivery bigint, started timestamptz, took_ms integer, got_status integer, why text, got_response text,
    result text, pause interval) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    sent integration.webhook_deliveries;
    hook integration.webhooks;
BEGIN
    SELECT d.* INTO sent FROM integration.webhook_deliveries d WHERE d.id = of_delivery;
    IF NOT FOUND THEN
        -- its webhook was deleted meanwhile
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(integration.lane(sent.webhook_id, sent.ordering_key));
    SELECT w.* INTO hook FROM integration.webhooks w WHERE w.id = sent.webhook_id;
    SELECT d.* INTO sent FROM integration.webhook_deliveries d WHERE d.id = of_delivery FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO integration.webhook_attempts (delivery_id, at, duration_ms, status, failure, response)
    VALUES (of_delivery, started, took_ms, got_status, why, got_response);

    IF result = 'delivered' THEN
        UPDATE integration.webhook_deliveries d
        SET state = 'delivered', attempts = d.attempts + 1, tries = d.tries + 1, delivered_at = clock_timestamp()
        WHERE d.id = of_delivery;
        IF hook.failing_since IS NOT NULL THEN
            UPDATE integration.webhooks w SET failing_since = NULL WHERE w.id = hook.id;
        END IF;
    ELSIF sent.state = 'delivered' THEN
        -- another instance had it delivered after this one was thought to be dead
        UPDATE integration.webhook_deliveries d SET attempts = d.attempts + 1 WHERE d.id = of_delivery;
    ELSE
        UPDATE integration.webhook_deliveries d
        SET state = CASE WHEN pause IS NULL OR NOT (hook.active OR d.event_type = 'webhook.test') THEN 'failed' ELSE 'due' END,
            attempts = d.attempts + 1, tries = d.tries + 1, due_at = now() + coalesce(pause, interval '0')
        WHERE d.id = of_delivery;
        UPDATE integration.webhooks w
        SET failing_since = coalesce(w.failing_since, started), failed_at = clock_timestamp()
        WHERE w.id = hook.id;
        IF hook.active THEN
            PERFORM integration.switch_webhook_off(hook.id, CASE result WHEN 'gone' THEN 'gone' ELSE 'failing' END);
        END IF;
    END IF;
    PERFORM integration.release_next_delivery(sent.webhook_id, sent.ordering_key);
END
$$;
