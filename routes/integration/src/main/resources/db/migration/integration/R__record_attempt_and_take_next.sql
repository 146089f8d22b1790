-- Tells what came of a try, and takes the webhook's next delivery that is due, unless it fails: a webhook that works is sent one after
-- the other without waiting to be claimed again. The parameters are those of record_attempt; `more` is false when no other is wanted.
CREATE OR REPLACE FUNCTION integration.record_attempt_and_take_next(
    of_delivery bigint, of_webhook bigint, started timestamptz, took_ms integer, got_status integer, why text, got_response text,
    result text, pause interval, more boolean)
    RETURNS TABLE (
        id bigint, webhook_id bigint, url text, event_id text, payload text, traceparent text, tries integer,
        secret text, previous_secret text)
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM integration.record_attempt(of_delivery, started, took_ms, got_status, why, got_response, result, pause);
    IF NOT more THEN
        RETURN;
    END IF;
    RETURN QUERY
    UPDATE integration.webhook_deliveries d
    SET state = 'sending', due_at = now() + interval '1 minute'
    FROM integration.webhooks w, integration.webhook_secrets s
    WHERE d.id = (
            SELECT ready.id
            FROM integration.webhook_deliveries ready
            WHERE ready.webhook_id = of_webhook AND ready.state = 'due' AND ready.due_at <= now()
            ORDER BY ready.due_at
            LIMIT 1
            FOR UPDATE SKIP LOCKED)
      AND w.id = d.webhook_id AND w.failing_since IS NULL AND s.webhook_id = w.id
    RETURNING d.id, w.id, w.url, CAST(d.event_id AS text), d.payload, d.traceparent, d.tries,
              s.secret, CASE WHEN s.previous_until > now() THEN s.previous END;
END
$$;
