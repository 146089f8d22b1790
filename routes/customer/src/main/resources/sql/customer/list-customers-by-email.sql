-- As list-customers.sql, of those with this address: a statement of its own, so that the plan uses its index.
SELECT *
FROM customer.customer_documents
WHERE lower(email) = lower(:#${variable.email})
  AND id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
ORDER BY id
LIMIT :#${variable.limit_plus_one}
