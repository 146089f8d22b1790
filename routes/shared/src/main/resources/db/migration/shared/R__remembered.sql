-- What is known of a request. outcome:
--   null        nothing, or it has no key: go on, and call remember()
--   replayed    it was done before; response is what remember() was told
--   key_in_use  a request with the same key is running
--   key_reused  the key was used for another request
--
-- The lock is held until the transaction ends, however it ends: a crash leaves no key behind that is "still running".
CREATE OR REPLACE FUNCTION remembered(
    for_subject text, for_operation text, for_key text, for_hash text, OUT outcome text, OUT response json)
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
DECLARE
    earlier idempotency;
BEGIN
    IF for_key IS NULL THEN
        RETURN;
    END IF;
    IF NOT pg_try_advisory_xact_lock(
        hashtextextended(for_operation || ' ' || for_key || ' ' || for_subject, 0)) THEN
        outcome := 'key_in_use';
        RETURN;
    END IF;
    -- a statement of its own, after the lock: it sees what the last holder of the lock has committed
    SELECT i.* INTO earlier
    FROM idempotency i
    WHERE i.subject = for_subject AND i.operation = for_operation AND i.key = for_key;
    IF earlier.created_at < now() - idempotency_key_lifetime() THEN
        DELETE FROM idempotency i
        WHERE i.subject = for_subject AND i.operation = for_operation AND i.key = for_key;
    ELSIF FOUND AND earlier.request_hash = for_hash THEN
        outcome := 'replayed';
        response := earlier.response;
    ELSIF FOUND THEN
        outcome := 'key_reused';
    END IF;
END
$$;
