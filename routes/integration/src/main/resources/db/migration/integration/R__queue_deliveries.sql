-- Puts an event, given as it is sent, in the queue of every webhook that wants it and was there when it happened; once, however often
-- it is told.
CREATE OR REPLACE FUNCTION integration.queue_deliveries(payload text, of_key text, trace text) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    event jsonb := CAST(payload AS jsonb);
    hook  bigint;
BEGIN
    FOR hook IN
        SELECT w.id
        FROM integration.webhooks w
        WHERE w.active AND event ->> 'type' = ANY (w.event_types)
          AND w.created_at <= CAST(event ->> 'occurred_at' AS timestamptz)
        ORDER BY w.id
    LOOP
        PERFORM pg_advisory_xact_lock(integration.lane(hook, of_key));
        -- who switches the webhook off waits for this, and gives up what is queued here too; or has done so, and nothing is queued
        PERFORM FROM integration.webhooks w WHERE w.id = hook AND w.active FOR SHARE;
        CONTINUE WHEN NOT FOUND;
        -- a statement of its own, after the locks: it sees what their last holders have committed
        INSERT INTO integration.webhook_deliveries
            (webhook_id, event_id, event_type, ordering_key, payload, traceparent, state)
        VALUES (
            hook, CAST(event ->> 'event_id' AS uuid), event ->> 'type', of_key, payload, trace,
            CASE WHEN EXISTS (
                SELECT FROM integration.webhook_deliveries d
                WHERE d.webhook_id = hook AND d.ordering_key = of_key AND d.state IN ('queued', 'due', 'sending'))
            THEN 'queued' ELSE 'due' END)
        ON CONFLICT (webhook_id, event_id) DO NOTHING;
    END LOOP;
END
$$;
