-- Changing a customer by a patch, registering once for a repeated request, and erasing what is remembered of a registration.

-- Finds the remembered registration of a customer that is erased.
CREATE INDEX idempotency_customer ON customer.idempotency ((response ->> 'id'));

-- As customer.register, once for a repeated request. outcome also has what remembered() says.
CREATE FUNCTION customer.register_once(
    caller text, idempotency_key text, hash text,
    new_subject text, new_name text, new_email text, new_phone text, new_address text, new_traceparent text)
    RETURNS TABLE (registered customer.customers, outcome text, existing_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    earlier record;
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM customer.remembered(caller, 'createCustomer', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        registered := json_populate_record(registered, earlier.response);
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT r.registered, r.outcome, r.existing_id INTO earlier
    FROM customer.register(new_subject, new_name, new_email, new_phone, new_address, new_traceparent) r;
    registered := earlier.registered;
    outcome := earlier.outcome;
    existing_id := earlier.existing_id;
    IF outcome IS NULL THEN
        PERFORM customer.remember(caller, 'createCustomer', idempotency_key, hash, row_to_json(registered));
    END IF;
    RETURN NEXT;
END
$$;

-- Changes what the patch names (RFC 7396: null removes). No row: no such customer, or not the caller's. outcome:
--   null         changed, or it was so already and nothing was written
--   stale        expected_version is given and not the customer's
--   email_taken  the address is another customer's
CREATE FUNCTION customer.change(
    customer_id bigint, caller text, for_anyone boolean, patch jsonb, expected_version bigint, trace text)
    RETURNS TABLE (changed customer.customers, outcome text)
    LANGUAGE plpgsql
AS $$
DECLARE
    wanted customer.customers;
BEGIN
    SELECT c.* INTO changed
    FROM customer.customers c
    WHERE c.id = customer_id AND c.erased_at IS NULL AND (for_anyone OR c.subject = caller)
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    wanted := jsonb_populate_record(changed, patch);
    IF changed.version <> expected_version THEN
        outcome := 'stale';
    ELSIF wanted IS DISTINCT FROM changed THEN
        BEGIN
            UPDATE customer.customers c
            SET name = wanted.name, email = wanted.email, phone = wanted.phone, address = wanted.address,
                version = c.version + 1, updated_at = clock_timestamp()
            WHERE c.id = customer_id
            RETURNING c.* INTO changed;
            INSERT INTO customer.outbox (type, key, payload, traceparent)
            VALUES ('customer.updated', changed.id,
                    json_build_object('id', changed.id, 'version', changed.version), trace);
        EXCEPTION WHEN unique_violation THEN
            outcome := 'email_taken';
        END;
    END IF;
    RETURN NEXT;
END
$$;
