-- With its secrets, deliveries and attempts. No row: no such webhook, or not the caller's. Outcome: stale.
WITH target AS (
    SELECT id, version
    FROM integration.webhooks
    WHERE id = :#${variable.id} AND owner = :#${variable.caller_subject}
    FOR UPDATE
), deleted AS (
    DELETE FROM integration.webhooks w
    USING target t
    WHERE w.id = t.id AND integration.is_current(t.version, CAST(:#${variable.if_match_versions} AS bigint[]))
    RETURNING w.id
)
SELECT CASE WHEN deleted.id IS NULL THEN 'stale' END AS _outcome, target.id
FROM target LEFT JOIN deleted USING (id)
