-- Creates the webhook that a request describes, once for a repeated request. outcome: null, too_many, or what remembered() says.
CREATE OR REPLACE FUNCTION integration.create_webhook(
    body jsonb, new_secret text, caller text, idempotency_key text, hash text)
    RETURNS TABLE (document integration.webhook_documents, secret text, outcome text)
    LANGUAGE plpgsql
AS $$
DECLARE
    created_id bigint;
    earlier    record;
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM integration.remembered(caller, 'createWebhook', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        document := json_populate_record(document, earlier.response -> 'document');
        document.contact_email := (SELECT w.contact_email FROM integration.webhooks w WHERE w.id = document.id);
        secret := earlier.response ->> 'secret';
        RETURN NEXT;
        RETURN;
    END IF;

    -- one creation of an owner at a time, so that the number holds
    PERFORM pg_advisory_xact_lock(hashtextextended('integration.webhooks ' || caller, 0));
    IF (SELECT count(*) FROM integration.webhooks w WHERE w.owner = caller) >= 100 THEN
        outcome := 'too_many';
        RETURN NEXT;
        RETURN;
    END IF;
    INSERT INTO integration.webhooks AS w (owner, url, event_types, description, contact_email)
    VALUES (
        caller, body ->> 'url', ARRAY(SELECT jsonb_array_elements_text(body -> 'event_types')), body ->> 'description',
        body ->> 'contact_email')
    RETURNING w.id INTO created_id;
    INSERT INTO integration.webhook_secrets (webhook_id, secret) VALUES (created_id, new_secret);
    SELECT * INTO document FROM integration.webhook_documents d WHERE d.id = created_id;
    secret := new_secret;
    -- not the address: it is the webhook's alone, and goes with it
    PERFORM integration.remember(
        caller, 'createWebhook', idempotency_key, hash,
        json_build_object('document', to_jsonb(document) - 'contact_email', 'secret', secret));
    RETURN NEXT;
END
$$;
