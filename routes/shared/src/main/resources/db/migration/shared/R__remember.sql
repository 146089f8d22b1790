-- Leaves the response to a request for those that repeat it; nothing where it has no key.
CREATE OR REPLACE FUNCTION remember(for_subject text, for_operation text, for_key text, for_hash text, given json) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF for_key IS NOT NULL THEN
        INSERT INTO idempotency (subject, operation, key, request_hash, response)
        VALUES (for_subject, for_operation, for_key, for_hash, given);
    END IF;
END
$$;
