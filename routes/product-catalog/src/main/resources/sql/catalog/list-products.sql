-- Parameters: after_id, limit_plus_one, and filters that may be null.
SELECT id, sku, name, description, price, currency, category, stock_quantity, created_at, updated_at
FROM catalog.products
WHERE id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
  AND deleted_at IS NULL
  AND (CAST(:#${variable.category} AS text) IS NULL OR category = :#${variable.category})
  AND price >= coalesce(CAST(:#${variable.min_price} AS numeric), 0)
  AND price <= coalesce(CAST(:#${variable.max_price} AS numeric), 9999999999.99)
  AND (stock_quantity > 0) = coalesce(CAST(:#${variable.in_stock} AS boolean), stock_quantity > 0)
  AND updated_at >= coalesce(CAST(:#${variable.updated_since} AS timestamptz), '-infinity')
ORDER BY id
LIMIT :#${variable.limit_plus_one}
