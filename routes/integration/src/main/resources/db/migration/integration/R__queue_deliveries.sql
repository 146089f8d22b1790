-- Puts an event in the queue of every webhook that wants it and was there when it happened; once, however often it is told.
CREATE OR REPLACE FUNCTION integration.queue_deliveries(event jsonb, payload text, of_key text, trace text) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    hook bigint;
BEGIN
    FOR hook IN
        SELECT w.id
        FROM integration.webhooks w
        WHERE w.active AND event ->> 'type' = ANY (w.event_types)
          AND w.created_at <= CAST(event ->> 'occurred_at' AS timestamptz)
        ORDER BY w.id
    LOOP
        PERFORM pg_advisory_xact_lock(integration.lane(hook, of_key));
        -- a statement of its own, after the lock: it sees what the last holder of the lock has committed
        INSERT INTO integration.webhook_deliveries
            (webhook_id, event_id, event_type, ordering_key, payload, traceparent, state)
        SELECT w.id, CAST(event ->> 'event_id' AS uuid), event ->> 'type', of_key, payload, trace,
               CASE WHEN EXISTS (
                   SELECT FROM integration.webhook_deliveries d
                   WHERE d.webhook_id = hook AND d.ordering_key = of_key AND d.state IN ('queued', 'due', 'sending'))
               THEN 'queued' ELSE 'due' END
        FROM integration.webhooks w
        WHERE w.id = hook AND w.active
        ON CONFLICT (webhook_id, event_id) DO NOTHING;
    END LOOP;
END
$$;
