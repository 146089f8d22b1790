-- Takes in that an order was cancelled: it comes into no file, also if it is told of before the order itself. True where that is too
-- late, since the order is in a file already.
CREATE OR REPLACE FUNCTION integration.cancel_erp_order(cancelled bigint) RETURNS boolean
    LANGUAGE plpgsql
AS $$
DECLARE
    is_late boolean;
BEGIN
    INSERT INTO integration.erp_orders AS o (order_id, cancelled_at)
    VALUES (cancelled, now())
    ON CONFLICT (order_id) DO UPDATE SET cancelled_at = now(), lines = NULL WHERE o.cancelled_at IS NULL
    RETURNING o.file_id IS NOT NULL INTO is_late;
    RETURN coalesce(is_late, false);
END
$$;
