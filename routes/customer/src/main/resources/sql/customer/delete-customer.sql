-- Erases the personal data, also from what is remembered of the registration, and keeps the id. No row: no such customer, or not
-- the caller's. Outcome: stale.
WITH target AS (
    SELECT id, version
    FROM customer.customers
    WHERE id = :#${variable.id} AND erased_at IS NULL
      AND (:#${variable.sees_all} OR subject = :#${variable.caller_subject})
    FOR UPDATE
), erased AS (
    UPDATE customer.customers c
    SET subject = NULL, name = NULL, email = NULL, phone = NULL, address = NULL,
        erased_at = clock_timestamp(), updated_at = clock_timestamp(), version = c.version + 1
    FROM target t
    WHERE c.id = t.id AND customer.is_current(t.version, CAST(:#${variable.if_match_versions} AS bigint[]))
    RETURNING c.id, c.version
), event AS (
    INSERT INTO customer.outbox (type, key, payload, traceparent)
    SELECT 'customer.erased', id, json_build_object('id', id, 'version', version), :#${variable.traceparent}
    FROM erased
), forgotten AS (
    DELETE FROM customer.idempotency i
    USING erased
    WHERE i.response ->> 'id' = CAST(erased.id AS text)
)
SELECT CASE WHEN erased.id IS NULL THEN 'stale' END AS _outcome, target.id
FROM target LEFT JOIN erased USING (id)
