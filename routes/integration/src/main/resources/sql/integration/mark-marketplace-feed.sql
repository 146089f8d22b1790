-- Writes nothing while the mark is there.
UPDATE integration.marketplace_feed
SET changed_at = clock_timestamp()
WHERE changed_at IS NULL
