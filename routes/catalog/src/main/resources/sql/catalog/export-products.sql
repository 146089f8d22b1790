-- The next products with a sku, in the order of their ids.
SELECT *
FROM catalog.product_documents
WHERE id > :#${variable.after_id} AND sku IS NOT NULL
ORDER BY id
LIMIT 1000
