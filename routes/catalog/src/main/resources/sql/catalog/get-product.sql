SELECT *
FROM catalog.product_documents
WHERE id = :#${variable.id}
