-- Queues an event of type webhook.test. No row: no such webhook, or not the caller's.
CREATE OR REPLACE FUNCTION integration.test_webhook(of_webhook bigint, caller text, trace text)
    RETURNS SETOF integration.delivery_documents
    LANGUAGE plpgsql
AS $$
DECLARE
    test    uuid := gen_random_uuid();
    made_id bigint;
BEGIN
    INSERT INTO integration.webhook_deliveries AS d
        (webhook_id, event_id, event_type, ordering_key, payload, traceparent, state)
    SELECT w.id, test, 'webhook.test', 'webhook.test ' || test,
           CAST(json_build_object(
               'event_id', test,
               'type', 'webhook.test',
               'occurred_at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'data', json_build_object('webhook_id', w.id)) AS text),
           trace, 'due'
    FROM integration.webhooks w
    WHERE w.id = of_webhook AND w.owner = caller
    RETURNING d.id INTO made_id;
    RETURN QUERY SELECT * FROM integration.delivery_documents d WHERE d.id = made_id;
END
$$;
