-- Idempotency-Key, the same in every schema that creates something for a request: the answers that were given, and the two
-- functions by which a creating statement asks for one and leaves one. Both run in the transaction of what is created.

CREATE TABLE IF NOT EXISTS idempotency (
    subject      text        NOT NULL,
    key          text        NOT NULL,
    operation    text        NOT NULL,
    request_hash text        NOT NULL,
    -- the row that the answer is made from
    response     json        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, operation, key)
);
ALTER TABLE idempotency DROP COLUMN IF EXISTS status; -- what is created is answered with 201
CREATE INDEX IF NOT EXISTS idempotency_age ON idempotency (created_at);

-- What is known of a request. outcome:
--   null        nothing, or it has no key: go on, and call remember()
--   replayed    it was done before; response is what remember() was told
--   key_in_use  a request with the same key is running
--   key_reused  the key was used for another request
--
-- The lock is held until the transaction ends, however it ends: a crash leaves no key behind that is "still running".
CREATE FUNCTION remembered(
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
    IF earlier.created_at < now() - interval '24 hours' THEN
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

-- Leaves the answer to a request for those that repeat it; nothing where it has no key.
CREATE FUNCTION remember(for_subject text, for_operation text, for_key text, for_hash text, answer json) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF for_key IS NOT NULL THEN
        INSERT INTO idempotency (subject, operation, key, request_hash, response)
        VALUES (for_subject, for_operation, for_key, for_hash, answer);
    END IF;
END
$$;
