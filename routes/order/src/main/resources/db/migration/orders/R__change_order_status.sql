-- Moves an order to a status. No row when there is no such order, or it is not the caller's. Else outcome is
--   null        moved, or it was there already; document is the order
--   forbidden   the caller may only cancel
--   illegal     document.status is where it is, allowed where it can go
--   stale       the order's version is not current, see is_current()
--   other_number  it is there already, with another tracking number or none
-- tracking: by what the carrier finds it, or null; with SHIPPED only. (The default serves callers of the release before.)
DROP FUNCTION IF EXISTS orders.change_order_status(bigint, text, boolean, text, bigint[], text);
CREATE OR REPLACE FUNCTION orders.change_order_status(
    order_id bigint, caller text, for_anyone boolean, new_status text, if_match bigint[], trace text,
    tracking text DEFAULT NULL)
    RETURNS TABLE (document orders.order_documents, outcome text, allowed text[])
    LANGUAGE plpgsql SET timezone = 'UTC' -- of the times in events
AS $$
DECLARE
    current orders.orders;
BEGIN
    SELECT * INTO current
    FROM orders.orders o
    WHERE o.id = order_id AND (for_anyone OR o.customer_id = customer.id_of(caller))
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    outcome := CASE
        WHEN NOT for_anyone AND new_status <> 'CANCELLED' THEN 'forbidden'
        WHEN new_status = current.status THEN
            CASE WHEN tracking IS NOT NULL AND tracking IS DISTINCT FROM current.tracking_number THEN 'other_number' END
        WHEN NOT new_status = ANY (orders.order_moves(current.status, for_anyone)) THEN 'illegal'
        WHEN NOT orders.is_current(current.version, if_match) THEN 'stale'
    END;
    IF outcome IS NULL AND new_status <> current.status THEN
        UPDATE orders.orders o
        SET status = new_status, tracking_number = coalesce(tracking, o.tracking_number), version = o.version + 1, updated_at = clock_timestamp()
        WHERE o.id = order_id;
        IF new_status = 'CANCELLED' THEN
            PERFORM catalog.release_stock(
                (SELECT jsonb_agg(jsonb_build_object('product_id', i.product_id, 'quantity', i.quantity))
                 FROM orders.order_items i
                 WHERE i.order_id = current.id));
        END IF;
        SELECT * INTO document FROM orders.order_documents d WHERE d.id = order_id;
        INSERT INTO orders.outbox (type, key, payload, traceparent)
        VALUES ('order.' || lower(new_status), order_id, row_to_json(document), trace);
    ELSE
        SELECT * INTO document FROM orders.order_documents d WHERE d.id = order_id;
    END IF;
    allowed := orders.order_moves(document.status, for_anyone);
    RETURN NEXT;
END
$$;
