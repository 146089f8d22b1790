-- The next products with a sku, in the order of their ids. Columns as in a feed.
SELECT id, sku, name, description, price, currency, category, stock_quantity
FROM catalog.products
WHERE id > :#${variable.after_id} AND sku IS NOT NULL AND deleted_at IS NULL
ORDER BY id
LIMIT 1000
