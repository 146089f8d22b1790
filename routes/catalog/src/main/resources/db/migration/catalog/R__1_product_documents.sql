-- A product as the API shows it: the only place where a column becomes a field. (Views are called R__1_*, so that they are there
-- before the functions that return their rows.)
CREATE OR REPLACE VIEW catalog.product_documents AS
SELECT id, sku, name, description, price, currency, category, stock_quantity, created_at, updated_at, version
FROM catalog.products
WHERE deleted_at IS NULL;
