-- Forgets events that were sent more than a day ago.
DELETE FROM outbox
WHERE sent_at < now() - interval '1 day'
