-- Parameters: after_id, limit_plus_one, and email, which may be null.
SELECT id, name, email, phone, address, created_at, updated_at
FROM customer.customers
WHERE id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
  AND erased_at IS NULL
  AND lower(email) = coalesce(lower(CAST(:#${variable.email} AS text)), lower(email))
ORDER BY id
LIMIT :#${variable.limit_plus_one}
