SELECT *
FROM catalog.product_documents
WHERE sku = :#${variable.sku}
