-- Forgets responses after the time for which they are promised.
DELETE FROM idempotency
WHERE created_at < now() - idempotency_key_lifetime()
