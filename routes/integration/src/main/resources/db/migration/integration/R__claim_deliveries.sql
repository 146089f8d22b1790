-- Takes deliveries that are due, so that no other instance sends them for a minute. Of a webhook that works, so many that it has at most
-- 8 under way, the longest waiting first. One that fails or keeps us waiting has one under way, and all of these together 500, which is
-- half of what one instance has room for, in turns: however many are dead, those that work find room. No row when another instance is
-- at it.
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
        -- under way for more than two seconds: nobody knows yet whether it is dead
        SELECT d.webhook_id, count(*) AS under_way, min(d.due_at) < now() + interval '58 seconds' AS slow
        FROM integration.webhook_deliveries d
        WHERE d.state = 'sending'
        GROUP BY d.webhook_id
    ), hooks AS (
        SELECT w.id, w.failed_at, coalesce(b.under_way, 0) AS under_way,
               w.failing_since IS NOT NULL OR coalesce(b.slow, false) AS failing
        FROM integration.webhooks w
        LEFT JOIN busy b ON b.webhook_id = w.id
    ), due AS (
        SELECT d.id, d.due_at, h.failing,
               row_number() OVER (PARTITION BY h.failing ORDER BY h.failed_at NULLS FIRST, d.due_at) AS turn
        FROM hooks h
        CROSS JOIN LATERAL (
            SELECT ready.id, ready.due_at
            FROM integration.webhook_deliveries ready
            WHERE ready.webhook_id = h.id AND ready.state = 'due' AND ready.due_at <= now()
            ORDER BY ready.due_at
            LIMIT greatest(0, CASE WHEN h.failing THEN 1 ELSE 8 END - h.under_way)) d
    ), taken AS (
        SELECT due.id
        FROM due
        WHERE NOT due.failing
           OR due.turn <= 500 - (SELECT coalesce(sum(h.under_way), 0) FROM hooks h WHERE h.failing)
        ORDER BY due.failing, due.due_at
        LIMIT most
    )
    UPDATE integration.webhook_deliveries d
    SET state = 'sending', due_at = now() + interval '1 minute'
    FROM taken, integration.webhooks w, integration.webhook_secrets s
    -- one whose state is another by now has been taken along by record_attempt_and_take_next
    WHERE d.id = taken.id AND d.state = 'due' AND w.id = d.webhook_id AND s.webhook_id = w.id
    RETURNING d.id, w.id, w.url, CAST(d.event_id AS text), d.payload, d.traceparent, d.tries,
              s.secret, CASE WHEN s.previous_until > now() THEN s.previous END;
END
$$;
