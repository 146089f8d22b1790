-- Takes deliveries that are due, so that no other instance sends them for a minute: of each webhook so many that it has at most 8
-- under way, the longest waiting first. No row when another instance is at it.
CREATE OR REPLACE FUNCTION integration.claim_deliveries(most integer)
    RETURNS TABLE (
        id bigint, webhook_id bigint, url text, event_id text, payload text, traceparent text, tries integer,
        secret text, previous_secret text)
    LANGUAGE plpgsql
AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('integration.claim_deliveries')) THEN
        RETURN;
    END IF;
    -- whoever had these has not told of them in time
    UPDATE integration.webhook_deliveries d SET state = 'due' WHERE d.state = 'sending' AND d.due_at <= now();
    RETURN QUERY
    WITH busy AS (
        SELECT d.webhook_id, count(*) AS under_way
        FROM integration.webhook_deliveries d
        WHERE d.state = 'sending'
        GROUP BY d.webhook_id
    ), due AS (
        SELECT w.id AS webhook_id, d.id, d.due_at, row_number() OVER (PARTITION BY w.id ORDER BY d.due_at, d.id) AS place
        FROM integration.webhooks w
        CROSS JOIN LATERAL (
            SELECT ready.id, ready.due_at
            FROM integration.webhook_deliveries ready
            WHERE ready.webhook_id = w.id AND ready.state = 'due' AND ready.due_at <= now()
            ORDER BY ready.due_at
            LIMIT 8) d
    ), taken AS (
        SELECT due.id
        FROM due LEFT JOIN busy USING (webhook_id)
        WHERE due.place <= 8 - coalesce(busy.under_way, 0)
        ORDER BY due.due_at
        LIMIT most
    )
    UPDATE integration.webhook_deliveries d
    SET state = 'sending', due_at = now() + interval '1 minute'
    FROM taken, integration.webhooks w, integration.webhook_secrets s
    WHERE d.id = taken.id AND w.id = d.webhook_id AND s.webhook_id = w.id
    RETURNING d.id, w.id, w.url, CAST(d.event_id AS text), d.payload, d.traceparent, d.tries,
              s.secret, CASE WHEN s.previous_until > now() THEN s.previous END;
END
$$;
