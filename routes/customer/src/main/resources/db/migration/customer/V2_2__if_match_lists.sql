-- If-Match may name several versions (RFC 9110, section 13.1.1).

DROP FUNCTION customer.change(bigint, text, boolean, jsonb, bigint, text);

-- Changes what the patch names (RFC 7396: null removes). No row: no such customer, or not the caller's. outcome:
--   null         changed, or it was so already and nothing was written
--   stale        expected_versions are given, and the customer's is none of them
--   email_taken  the address is another customer's
CREATE FUNCTION customer.change(
    customer_id bigint, caller text, for_anyone boolean, patch jsonb, expected_versions bigint[], trace text)
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
    IF NOT changed.version = ANY (expected_versions) THEN
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
