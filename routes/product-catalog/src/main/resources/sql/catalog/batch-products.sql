-- items: the acceptable items as JSON text, each with its index. batch_key: null, or the caller and its idempotency key.
-- One row for each item: index, status, id, reason, changes, replayed (see the function).
SELECT index, status, id, reason, changes, replayed
FROM catalog.upsert_products(
    CAST(:#${variable.items} AS jsonb),
    :#${variable.dry_run},
    :#${variable.traceparent},
    CAST(:#${variable.batch_key} AS text),
    CAST(:#${variable.request_hash} AS text))
