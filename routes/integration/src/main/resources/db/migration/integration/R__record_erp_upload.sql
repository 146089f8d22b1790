-- Tells what came of putting a file on the server: why it failed, or null. Tried again without end, after 5 seconds and then twice as
-- long each time, up to 5 minutes. What another instance has put there meanwhile stays so.
CREATE OR REPLACE FUNCTION integration.record_erp_upload(of_file bigint, why text) RETURNS void
    LANGUAGE sql
AS $$
UPDATE integration.erp_files
SET state = CASE WHEN why IS NULL THEN 'uploaded' ELSE 'due' END,
    tries = tries + 1,
    failure = why,
    due_at = now() + least(interval '5 minutes', interval '5 seconds' * power(2, least(tries, 10))),
    uploaded_at = CASE WHEN why IS NULL THEN clock_timestamp() END
WHERE id = of_file AND state <> 'uploaded'
$$;
