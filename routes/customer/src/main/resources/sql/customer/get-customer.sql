SELECT id, name, email, phone, address, created_at, updated_at, version AS _version
FROM customer.customers
WHERE id = :#${variable.id} AND erased_at IS NULL
  AND (:#${variable.sees_all} OR subject = :#${variable.caller_subject})
