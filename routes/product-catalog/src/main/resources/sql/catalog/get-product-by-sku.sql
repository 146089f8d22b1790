SELECT id, sku, name, description, price, currency, category, stock_quantity, created_at, updated_at, version AS _version
FROM catalog.products
WHERE sku = :#${variable.sku} AND deleted_at IS NULL
