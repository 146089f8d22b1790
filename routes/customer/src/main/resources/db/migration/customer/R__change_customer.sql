-- Changes what the patch names (RFC 7396: null removes). No row: no such customer, or not the caller's. outcome:
--   null         changed, or it was so already and nothing was written
--   stale        the customer's version is not current, see is_current()
--   email_taken  the address is another customer's
CREATE OR REPLACE FUNCTION customer.change_customer(
    customer_id bigint, caller text, for_anyone boolean, patch jsonb, if_match bigint[], trace text)
    RETURNS TABLE (document customer.customer_documents, outcome text)
    LANGUAGE plpgsql
AS $$
DECLARE
    present customer.customers;
    wanted  customer.customers;
BEGIN
    SELECT c.* INTO present
    FROM customer.customers c
    WHERE c.id = customer_id AND c.erased_at IS NULL AND (for_anyone OR c.subject = caller)
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    wanted := jsonb_populate_record(present, patch);
    IF NOT customer.is_current(present.version, if_match) THEN
        outcome := 'stale';
    ELSIF wanted IS DISTINCT FROM present THEN
        BEGIN
            UPDATE customer.customers c
            SET name = wanted.name, email = wanted.email, phone = wanted.phone, address = wanted.address,
                version = c.version + 1, updated_at = clock_timestamp()
            WHERE c.id = customer_id;
            INSERT INTO customer.outbox (type, key, payload, traceparent)
            VALUES ('customer.updated', customer_id,
                    json_build_object('id', customer_id, 'version', present.version + 1), trace);
        EXCEPTION WHEN unique_violation THEN
            outcome := 'email_taken';
        END;
    END IF;
    SELECT * INTO document FROM customer.customer_documents d WHERE d.id = customer_id;
    RETURN NEXT;
END
$$;
