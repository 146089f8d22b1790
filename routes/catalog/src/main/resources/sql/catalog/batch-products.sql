-- items: the acceptable items as JSON text, each with its index. One row for each item: index, status, id, reason, changes, or
-- outcome (see the function).
SELECT index, status, id, reason, changes, outcome
FROM catalog.upsert_products(
    CAST(:#${variable.items} AS jsonb),
    :#${variable.dry_run},
    :#${variable.traceparent},
    :#${variable.caller_subject},
    CAST(:#${variable.idempotency_key} AS text),
    CAST(:#${variable.request_hash} AS text))
