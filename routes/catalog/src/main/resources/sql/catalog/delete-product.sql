-- No row: no such product. Outcome: stale.
WITH target AS (
    SELECT id, version
    FROM catalog.products
    WHERE id = :#${variable.id} AND deleted_at IS NULL
    FOR UPDATE
), deleted AS (
    UPDATE catalog.products p
    SET deleted_at = clock_timestamp(), updated_at = clock_timestamp(), version = p.version + 1
    FROM target t
    WHERE p.id = t.id AND catalog.is_current(t.version, CAST(:#${variable.if_match_versions} AS bigint[]))
    RETURNING p.id, p.version
), event AS (
    INSERT INTO catalog.outbox (type, key, payload, traceparent)
    SELECT 'product.deleted', id, json_build_object('id', id, 'version', version), :#${variable.traceparent}
    FROM deleted
)
SELECT CASE WHEN deleted.id IS NULL THEN 'stale' END AS _outcome, target.id
FROM target LEFT JOIN deleted USING (id)
