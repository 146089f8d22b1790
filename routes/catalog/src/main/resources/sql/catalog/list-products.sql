-- Parameters: after_sort_key and after_id, limit_plus_one, sort, and filters that may be null.
SELECT (document).*, sort_key AS _sort_key
FROM catalog.find_products(
    CAST(:#${variable.q} AS text),
    CAST(:#${variable.category} AS text),
    CAST(:#${variable.sku} AS text[]),
    CAST(:#${variable.min_price} AS numeric),
    CAST(:#${variable.max_price} AS numeric),
    CAST(:#${variable.in_stock} AS boolean),
    CAST(:#${variable.updated_since} AS timestamptz),
    :#${variable.sort},
    CAST(:#${variable.after_sort_key} AS text),
    CAST(:#${variable.after_id} AS bigint),
    :#${variable.limit_plus_one})
