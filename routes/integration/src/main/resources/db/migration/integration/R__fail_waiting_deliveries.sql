-- Gives up what waits for a webhook that is switched off; not what its owner asked for as a test.
CREATE OR REPLACE FUNCTION integration.fail_waiting_deliveries(of_webhook bigint) RETURNS void
    LANGUAGE sql
AS $$
UPDATE integration.webhook_deliveries
SET state = 'failed'
WHERE webhook_id = of_webhook AND state IN ('queued', 'due') AND event_type <> 'webhook.test'
$$;
