-- As list-products.sql, for queries with q: a statement of its own, so that the plan can use the search index.
WITH wanted AS (
    SELECT CAST(:#${variable.category} AS text) AS category,
           CAST(:#${variable.min_price} AS numeric) AS min_price,
           CAST(:#${variable.max_price} AS numeric) AS max_price,
           CAST(:#${variable.in_stock} AS boolean) AS in_stock,
           CAST(:#${variable.updated_since} AS timestamptz) AS updated_since
)
SELECT id, sku, name, description, price, currency, p.category, stock_quantity, created_at, updated_at
FROM catalog.products p, wanted w
WHERE p.id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
  AND p.deleted_at IS NULL
  AND p.search @@ catalog.search_query(:#${variable.q})
  AND (w.category IS NULL OR p.category = w.category)
  AND (w.min_price IS NULL OR p.price >= w.min_price)
  AND (w.max_price IS NULL OR p.price <= w.max_price)
  AND (w.in_stock IS NULL OR (p.stock_quantity > 0) = w.in_stock)
  AND (w.updated_since IS NULL OR p.updated_at >= w.updated_since)
ORDER BY p.id
LIMIT :#${variable.limit_plus_one}
