SELECT count(*) AS products
FROM catalog.products
WHERE deleted_at IS NULL
