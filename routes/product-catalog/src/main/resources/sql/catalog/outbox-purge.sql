-- Forgets events that were sent, and answers to batches that were given, more than a day ago.
WITH forgotten AS (
    DELETE FROM catalog.batch_answers
    WHERE created_at < now() - interval '1 day'
)
DELETE FROM catalog.outbox
WHERE sent_at < now() - interval '1 day'
