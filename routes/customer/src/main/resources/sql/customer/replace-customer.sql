-- No row: no such customer, or not the caller's. Outcomes: stale; email_taken. A replacement that changes nothing writes
-- nothing.
WITH target AS (
    SELECT *
    FROM customer.customers
    WHERE id = :#${variable.id} AND erased_at IS NULL
      AND (:#${variable.sees_all} OR subject = :#${variable.caller_subject})
    FOR NO KEY UPDATE
), wanted AS (
    SELECT CAST(:#name AS text) AS name,
           CAST(:#email AS text) AS email,
           CAST(:#phone AS text) AS phone,
           CAST(:#address AS text) AS address,
           CAST(:#${variable.if_match_version} AS bigint) AS version
), verdict AS (
    SELECT t.id,
           CASE WHEN t.version <> w.version THEN 'stale'
                WHEN EXISTS (
                    SELECT FROM customer.customers c
                    WHERE lower(c.email) = lower(w.email) AND c.id <> t.id) THEN 'email_taken' END AS outcome,
           (t.name, t.email, t.phone, t.address) IS DISTINCT FROM (w.name, w.email, w.phone, w.address) AS differs
    FROM target t, wanted w
), changed AS (
    UPDATE customer.customers c
    SET name = w.name, email = w.email, phone = w.phone, address = w.address,
        version = c.version + 1, updated_at = clock_timestamp()
    FROM wanted w, verdict v
    WHERE c.id = v.id AND v.outcome IS NULL AND v.differs
    RETURNING c.*
), event AS (
    INSERT INTO customer.outbox (type, key, payload, traceparent)
    SELECT 'customer.updated', id, json_build_object('id', id, 'version', version), :#${variable.traceparent}
    FROM changed
), current AS (
    SELECT * FROM changed
    UNION ALL
    SELECT target.* FROM target WHERE NOT EXISTS (SELECT FROM changed)
)
SELECT v.outcome AS _outcome, c.id, c.name, c.email, c.phone, c.address, c.created_at, c.updated_at, c.version AS _version
FROM current c, verdict v
