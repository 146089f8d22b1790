-- Parameters: after_id and limit_plus_one.
SELECT id, name, email, phone, address, created_at, updated_at
FROM customer.customers
WHERE id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
  AND erased_at IS NULL
ORDER BY id
LIMIT :#${variable.limit_plus_one}
