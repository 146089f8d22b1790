SELECT id, name, email, phone, address, created_at, updated_at, version AS _version
FROM customer.customers
WHERE subject = :#${variable.caller_subject}
