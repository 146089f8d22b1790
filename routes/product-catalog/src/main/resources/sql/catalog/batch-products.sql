-- items: the acceptable items as JSON text, each with its index. One row for each: index, status, id, reason (see the function).
SELECT index, status, id, reason
FROM catalog.upsert_products(CAST(:#${variable.items} AS jsonb), :#${variable.dry_run}, :#${variable.traceparent})
