-- Registers the customer that a request describes for a subject, once for a repeated request (without a key: each time). outcome:
-- null, already_registered (existing_id is the subject's record), email_taken, or what remembered() says. A function, because a
-- conflict with a registration at the same time can be told only by looking again.
CREATE OR REPLACE FUNCTION customer.create_customer(
    body jsonb, for_subject text, caller text, idempotency_key text, hash text, trace text)
    RETURNS TABLE (document customer.customer_documents, outcome text, existing_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    wanted     customer.customers := jsonb_populate_record(CAST(NULL AS customer.customers), body);
    created_id bigint;
    earlier    record;
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM customer.remembered(caller, 'createCustomer', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        document := json_populate_record(document, earlier.response);
        RETURN NEXT;
        RETURN;
    END IF;

    LOOP
        INSERT INTO customer.customers AS c (subject, name, email, phone, address)
        VALUES (for_subject, wanted.name, wanted.email, wanted.phone, wanted.address)
        ON CONFLICT DO NOTHING
        RETURNING c.id INTO created_id;
        IF FOUND THEN
            SELECT * INTO document FROM customer.customer_documents d WHERE d.id = created_id;
            INSERT INTO customer.outbox (type, key, payload, traceparent)
            VALUES ('customer.created', document.id, json_build_object('id', document.id, 'version', document.version), trace);
            PERFORM customer.remember(caller, 'createCustomer', idempotency_key, hash, row_to_json(document));
            RETURN NEXT;
            RETURN;
        END IF;

        SELECT c.id INTO existing_id FROM customer.customers c WHERE c.subject = for_subject;
        IF FOUND THEN
            outcome := 'already_registered';
            RETURN NEXT;
            RETURN;
        END IF;
        PERFORM FROM customer.customers c WHERE lower(c.email) = lower(wanted.email);
        IF FOUND THEN
            outcome := 'email_taken';
            RETURN NEXT;
            RETURN;
        END IF;
        -- the customer that was in the way has been erased meanwhile
    END LOOP;
END
$$;
