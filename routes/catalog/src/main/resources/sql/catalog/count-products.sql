SELECT count(*) AS products
FROM catalog.product_documents
