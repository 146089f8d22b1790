-- The orders that are in no file yet, the longest waiting first, and locked. No row when another instance is at it.
CREATE OR REPLACE FUNCTION integration.open_erp_orders(most integer)
    RETURNS TABLE (order_id bigint, lines text, waiting_seconds double precision)
    LANGUAGE plpgsql
AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('integration.open_erp_orders')) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT o.order_id, o.lines, CAST(extract(epoch FROM clock_timestamp() - o.arrived_at) AS double precision)
    FROM integration.erp_orders o
    WHERE o.file_id IS NULL AND o.cancelled_at IS NULL
    ORDER BY o.arrived_at, o.order_id
    LIMIT most
    FOR UPDATE;
END
$$;
