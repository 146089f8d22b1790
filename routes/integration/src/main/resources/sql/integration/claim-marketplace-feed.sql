-- Takes the writing for ten minutes when it is due and nobody has it; `run` is null otherwise. The other columns are those of before.
WITH claimed AS (
    UPDATE integration.marketplace_feed f
    SET run = f.run + 1, run_began_at = clock_timestamp(), free_at = clock_timestamp() + interval '10 minutes',
        unfinished_since = coalesce(f.unfinished_since, f.changed_at, clock_timestamp()), changed_at = NULL
    WHERE f.free_at <= clock_timestamp()
      AND (f.changed_at IS NOT NULL OR f.unfinished_since IS NOT NULL
           OR f.file_began_at IS NULL OR f.file_began_at <= clock_timestamp() - interval '1 day')
    RETURNING f.run
)
SELECT (SELECT claimed.run FROM claimed) AS run, least(f.changed_at, f.unfinished_since) AS waiting_since,
       f.file_began_at, f.products, f.left_out
FROM integration.marketplace_feed f
