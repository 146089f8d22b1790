-- Parameters: after_id and limit_plus_one.
SELECT *
FROM customer.customer_documents
WHERE id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
ORDER BY id
LIMIT :#${variable.limit_plus_one}
