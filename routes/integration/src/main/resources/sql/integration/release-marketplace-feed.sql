-- Tries again after 10 s, twice as long each time, 10 minutes at most. What waited for the file goes on waiting.
UPDATE integration.marketplace_feed
SET failures = failures + 1, failure = :#${variable.failure},
    free_at = clock_timestamp() + least(interval '10 minutes', interval '10 seconds' * power(2, least(failures, 10)))
WHERE run = :#${variable.run}
