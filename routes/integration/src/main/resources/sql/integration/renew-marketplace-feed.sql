-- Ten minutes more. No row when another has the writing now.
UPDATE integration.marketplace_feed
SET free_at = clock_timestamp() + interval '10 minutes'
WHERE run = :#${variable.run}
RETURNING run
