-- The file of a run is in the bucket; no other begins before the interval is over. A run that has lost its claim may have put its file in
-- the place of a newer one: then it is written again.
CREATE OR REPLACE FUNCTION integration.complete_marketplace_feed(
    of_run bigint, listed bigint, not_listed bigint, pause interval) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE integration.marketplace_feed
    SET file_began_at = run_began_at, file_ended_at = clock_timestamp(), products = listed, left_out = not_listed,
        unfinished_since = NULL, free_at = clock_timestamp() + pause, failures = 0, failure = NULL
    WHERE run = of_run;
    IF NOT FOUND THEN
        UPDATE integration.marketplace_feed SET changed_at = coalesce(changed_at, clock_timestamp());
    END IF;
END
$$;
