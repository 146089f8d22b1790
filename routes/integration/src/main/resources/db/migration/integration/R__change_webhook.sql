-- Changes what the patch names (RFC 7396). No row: no such webhook, or not the caller's. outcome:
--   null   changed, or it was so already and nothing was written
--   stale  the webhook's version is not current, see is_current()
CREATE OR REPLACE FUNCTION integration.change_webhook(of_webhook bigint, caller text, patch jsonb, if_match bigint[])
    RETURNS TABLE (document integration.webhook_documents, outcome text)
    LANGUAGE plpgsql
AS $$
DECLARE
    present integration.webhooks;
    wanted  integration.webhooks;
BEGIN
    SELECT w.* INTO present FROM integration.webhooks w WHERE w.id = of_webhook AND w.owner = caller FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    wanted := jsonb_populate_record(present, patch);
    IF NOT integration.is_current(present.version, if_match) THEN
        outcome := 'stale';
    ELSIF wanted IS DISTINCT FROM present THEN
        IF wanted.active AND NOT present.active THEN
            wanted.failing_since := NULL;
            wanted.switched_off_because := NULL;
        END IF;
        UPDATE integration.webhooks w
        SET url = wanted.url, event_types = wanted.event_types, description = wanted.description, active = wanted.active,
            contact_email = wanted.contact_email, failing_since = wanted.failing_since, switched_off_because = wanted.switched_off_because,
            version = w.version + 1, updated_at = clock_timestamp()
        WHERE w.id = of_webhook;
        DELETE FROM integration.webhook_notices n
        WHERE n.webhook_id = of_webhook AND (wanted.active OR wanted.contact_email IS NULL);
        IF wanted.contact_email IS DISTINCT FROM present.contact_email THEN
            -- the new address may be taken where the old one was refused
            UPDATE integration.webhook_notices n
            SET state = 'due', due_at = now(), refusals = 0, failure = NULL
            WHERE n.webhook_id = of_webhook AND n.state = 'refused';
        END IF;
        IF NOT wanted.active THEN
            PERFORM integration.fail_waiting_deliveries(of_webhook);
        END IF;
    END IF;
    SELECT * INTO document FROM integration.webhook_documents d WHERE d.id = of_webhook;
    RETURN NEXT;
END
$$;
