-- Creates the product with this sku or replaces it; _created tells which. Outcome stale: see the function.
SELECT outcome AS _outcome, created AS _created, (document).*
FROM catalog.put_product(
    :#${variable.sku}, CAST(:#${variable.body_json} AS jsonb), CAST(:#${variable.if_match} AS text) IS NOT NULL,
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
