-- Forgets answers after the 24 hours for which they are promised.
DELETE FROM customer.idempotency
WHERE created_at < now() - interval '24 hours'
